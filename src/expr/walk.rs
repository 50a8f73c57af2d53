//! Goes through a parsed expression and holds every name in it against the tree of names.

use std::borrow::Cow;

use cel::common::ast::{self, CallExpr, ComprehensionExpr, EntryExpr, LiteralValue, operators};
use cel::{IdedExpr, Program};

use crate::source::Span;

use super::fault::{Fault, FaultKind};
use super::names::{Names, Shape};

/// Functions that may be called as `size(x)`.
const FUNCTIONS: &[&str] = &["bool", "double", "int", "matches", "size", "string"];

/// Functions that may be called as `x.size()`.
const METHODS: &[&str] = &["contains", "endsWith", "matches", "size", "startsWith"];

/// What the parser has already unfolded; named in suggestions only.
const MACROS: &[&str] = &["all", "exists", "exists_one", "filter", "has", "map"];

const OPERATORS: &[&str] = &[
    operators::CONDITIONAL,
    operators::LOGICAL_AND,
    operators::LOGICAL_OR,
    operators::LOGICAL_NOT,
    operators::SUBSTRACT,
    operators::ADD,
    operators::MULTIPLY,
    operators::DIVIDE,
    operators::MODULO,
    operators::EQUALS,
    operators::NOT_EQUALS,
    operators::GREATER_EQUALS,
    operators::LESS_EQUALS,
    operators::GREATER,
    operators::LESS,
    operators::NEGATE,
    operators::INDEX,
    operators::IN,
    operators::NOT_STRICTLY_FALSE,
];

/// Everything that is wrong with the names of a program.
pub(super) fn faults(program: &Program, text: &str, names: &Names) -> Vec<Fault> {
    let mut walk = Walk {
        names,
        text,
        info: program.source_info(),
        faults: Vec::new(),
        scopes: Vec::new(),
    };
    walk.shape(program.expression());
    walk.faults
}

/// Goes through a parsed expression with the shape of everything in it.
struct Walk<'a> {
    names: &'a Names,
    text: &'a str,
    info: &'a ast::SourceInfo,
    faults: Vec<Fault>,
    /// Variables of the macros around, the innermost last.
    scopes: Vec<(String, Cow<'a, Shape>)>,
}

type Seen<'a> = Cow<'a, Shape>;

const ANY: Seen<'static> = Cow::Owned(Shape::Any);

impl<'a> Walk<'a> {
    fn shape(&mut self, node: &IdedExpr) -> Seen<'a> {
        match &node.expr {
            ast::Expr::Ident(name) => self.ident(node, name),
            ast::Expr::Select(select) => {
                let of = self.shape(&select.operand);
                self.field(node, &of, &select.field)
            }
            ast::Expr::Call(call) => self.call(node, call),
            ast::Expr::Comprehension(it) => self.comprehension(it),
            ast::Expr::List(list) => {
                let items: Vec<_> = list.elements.iter().map(|it| self.shape(it)).collect();
                let first = items.into_iter().next().unwrap_or(ANY);
                Cow::Owned(Shape::list_of(first.into_owned()))
            }
            ast::Expr::Map(map) => {
                for entry in &map.entries {
                    if let EntryExpr::MapEntry(entry) = &entry.expr {
                        self.shape(&entry.key);
                        self.shape(&entry.value);
                    }
                }
                ANY
            }
            ast::Expr::Literal(_) => Cow::Owned(Shape::plain()),
            ast::Expr::Struct(_) | ast::Expr::Unspecified => ANY,
        }
    }

    fn ident(&mut self, node: &IdedExpr, name: &str) -> Seen<'a> {
        if let Some((_, shape)) = self.scopes.iter().rev().find(|(it, _)| it == name) {
            return shape.clone();
        }
        if let Some(shape) = self.names.root(name) {
            return Cow::Borrowed(shape);
        }
        let variables = self.scopes.iter().map(|(it, _)| it.clone());
        let known = variables.chain(self.names.known());
        let known = known.filter(|it| !it.starts_with('@')).collect();
        let name = name.to_owned();
        self.fault(self.span(node), FaultKind::UnknownName { name, known });
        ANY
    }

    fn field(&mut self, node: &IdedExpr, of: &Seen<'a>, field: &str) -> Seen<'a> {
        let kind = match of {
            Cow::Borrowed(Shape::Any) | Cow::Owned(Shape::Any) => return ANY,
            Cow::Borrowed(Shape::Map(fields)) => match fields.get(field) {
                Some(shape) => return Cow::Borrowed(shape),
                None => unknown_field(node, field, fields.keys()),
            },
            Cow::Owned(Shape::Map(fields)) => match fields.get(field) {
                Some(shape) => return Cow::Owned(shape.clone()),
                None => unknown_field(node, field, fields.keys()),
            },
            Cow::Borrowed(Shape::List(_)) | Cow::Owned(Shape::List(_)) => FaultKind::FieldOfList {
                of: path(operand(node)).unwrap_or_default(),
                field: field.to_owned(),
            },
            Cow::Borrowed(Shape::Value(_)) | Cow::Owned(Shape::Value(_)) => {
                let known: [&String; 0] = [];
                unknown_field(node, field, known.into_iter())
            }
        };
        self.fault(self.span(node), kind);
        ANY
    }

    fn call(&mut self, node: &IdedExpr, call: &CallExpr) -> Seen<'a> {
        let name = call.func_name.as_str();
        let known = if call.target.is_some() {
            METHODS
        } else {
            FUNCTIONS
        };
        if !known.contains(&name) && !OPERATORS.contains(&name) {
            let known = known
                .iter()
                .chain(MACROS)
                .map(|&it| it.to_owned())
                .collect();
            let span = self.text.match_indices(name).next();
            let span = span.map(|(at, _)| Span::new(at, at + name.len()));
            let name = name.to_owned();
            self.fault(span, FaultKind::UnknownFunction { name, known });
            if let Some(target) = &call.target {
                self.shape(target);
            }
            return ANY;
        }
        if let Some(target) = &call.target {
            self.shape(target);
        }
        let shapes: Vec<_> = call.args.iter().map(|it| self.shape(it)).collect();
        match (name, &call.args[..], &shapes[..]) {
            (operators::EQUALS | operators::NOT_EQUALS, [a, b], [of_a, of_b]) => {
                self.compared(a, of_b, b);
                self.compared(b, of_a, a);
                Cow::Owned(Shape::plain())
            }
            (operators::IN, [a, b], [of_a, of_b]) => {
                self.one_of(a, &Shape::item(of_b), b);
                if let ast::Expr::List(list) = &b.expr {
                    for item in &list.elements {
                        self.one_of(item, of_a, a);
                    }
                }
                Cow::Owned(Shape::plain())
            }
            (operators::INDEX, [_, key], [of, _]) => match literal(key) {
                Some(field) if !matches!(**of, Shape::List(_)) => self.field(node, of, field),
                _ => Shape::item(of),
            },
            (operators::CONDITIONAL, _, [_, then, _]) => then.clone(),
            (operators::ADD, _, [first, _]) => first.clone(),
            _ => Cow::Owned(Shape::plain()),
        }
    }

    /// A text held against something: a list is never equal to a text, an enumeration only to its keys.
    fn compared(&mut self, text: &IdedExpr, of: &Seen<'a>, with: &IdedExpr) {
        let of_path = || path(with).unwrap_or_default();
        if literal(text).is_some() && matches!(**of, Shape::List(_)) {
            self.fault(self.span(with), FaultKind::ListCompared { of: of_path() });
        } else if is_null(text) && matches!(**of, Shape::List(_) | Shape::Map(_)) {
            let is_list = matches!(**of, Shape::List(_));
            let of = of_path();
            self.fault(self.span(with), FaultKind::NeverNull { of, is_list });
        } else {
            self.one_of(text, of, with);
        }
    }

    fn one_of(&mut self, text: &IdedExpr, of: &Seen<'a>, with: &IdedExpr) {
        let (Some(value), Shape::Value(keys)) = (literal(text), &**of) else {
            return;
        };
        if keys.is_empty() || keys.iter().any(|it| it == value) {
            return;
        }
        let kind = FaultKind::UnknownValue {
            of: path(with).unwrap_or_default(),
            value: value.to_owned(),
            known: keys.clone(),
        };
        let span = self.start(text).and_then(|at| {
            let inner = at + 1;
            let fits = self.text.get(inner..)?.starts_with(value);
            fits.then(|| Span::new(inner, inner + value.len()))
        });
        self.fault(span, kind);
    }

    fn comprehension(&mut self, it: &ComprehensionExpr) -> Seen<'a> {
        let range = self.shape(&it.iter_range);
        let depth = self.scopes.len();
        let item = Shape::item(&range);
        self.scopes.push((it.iter_var.clone(), item));
        if let Some(second) = &it.iter_var2 {
            self.scopes.push((second.clone(), ANY));
        }
        let initial = self.shape(&it.accu_init);
        self.scopes.push((it.accu_var.clone(), ANY));
        self.shape(&it.loop_cond);
        self.shape(&it.loop_step);
        let gathered = gathered(&it.loop_step).map(|it| self.shape(it));
        self.shape(&it.result);
        self.scopes.truncate(depth);
        match (&*initial, gathered) {
            (Shape::List(_), Some(item)) => Cow::Owned(Shape::list_of(item.into_owned())),
            (Shape::List(_), None) => ANY,
            _ => Cow::Owned(Shape::plain()),
        }
    }

    /// Where the node begins: the parser counts bytes here, and characters in its errors.
    fn start(&self, node: &IdedExpr) -> Option<usize> {
        let (start, _) = self.info.offset_for(node.id)?;
        let start = usize::try_from(start).ok()?;
        self.text.is_char_boundary(start).then_some(start)
    }

    /// The last word of a name such as `a.b.c`.
    fn span(&self, node: &IdedExpr) -> Option<Span> {
        let path = path(node)?;
        let mut root = node;
        while let ast::Expr::Select(select) = &root.expr {
            root = &select.operand;
        }
        let start = self.start(root)?;
        let last = path.rfind('.').map_or(0, |dot| dot + 1);
        let fits = self.text[start..].starts_with(&path);
        fits.then(|| Span::new(start + last, start + path.len()))
    }

    fn fault(&mut self, span: Option<Span>, kind: FaultKind) {
        self.faults.push(Fault { span, kind });
    }
}

fn operand(node: &IdedExpr) -> &IdedExpr {
    match &node.expr {
        ast::Expr::Select(select) => &select.operand,
        _ => node,
    }
}

fn unknown_field<'k>(
    node: &IdedExpr,
    field: &str,
    known: impl Iterator<Item = &'k String>,
) -> FaultKind {
    FaultKind::UnknownField {
        of: path(operand(node)).unwrap_or_default(),
        field: field.to_owned(),
        known: known.cloned().collect(),
    }
}

/// The name that a node spells, such as `a.b.c`.
fn path(node: &IdedExpr) -> Option<String> {
    match &node.expr {
        ast::Expr::Ident(name) => Some(name.clone()),
        ast::Expr::Select(select) => Some(format!("{}.{}", path(&select.operand)?, select.field)),
        _ => None,
    }
}

fn is_null(node: &IdedExpr) -> bool {
    matches!(node.expr, ast::Expr::Literal(LiteralValue::Null))
}

fn literal(node: &IdedExpr) -> Option<&str> {
    match &node.expr {
        ast::Expr::Literal(LiteralValue::String(it)) => Some(it.inner()),
        _ => None,
    }
}

/// What `map` and `filter` add to their result in each round.
fn gathered(step: &IdedExpr) -> Option<&IdedExpr> {
    let ast::Expr::Call(call) = &step.expr else {
        return None;
    };
    match (call.func_name.as_str(), &call.args[..]) {
        (operators::CONDITIONAL, [_, then, _]) => gathered(then),
        (operators::ADD, [_, added]) => match &added.expr {
            ast::Expr::List(list) => list.elements.first(),
            _ => None,
        },
        _ => None,
    }
}
