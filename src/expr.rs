//! Conditions and requirements in the Common Expression Language.
//!
//! This file alone names the CEL crate. An expression is compiled once, when
//! the procedure is loaded, and every name in it is held against the procedure
//! then, because the language itself notices a misspelt field only when that
//! branch runs. Records are handed in as JSON: absent scalars are null, absent
//! lists are empty, so that an expression need not ask first.
//!
//! - [`names`]: the tree of names that an expression may use
//! - [`fault`]: what can be wrong with an expression, in our own words

pub mod fault;
pub mod names;

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, LazyLock};

use cel::common::ast::{self, CallExpr, ComprehensionExpr, EntryExpr, LiteralValue, operators};
use cel::{Context, Env, IdedExpr, Program, Value};

use crate::source::{Place, Span};

use fault::{Fault, FaultKind};
use names::{Names, Shape};

/// Built once: making it costs more than a hundred evaluations.
static ENV: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));

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

/// A compiled expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// As written.
    pub text: String,
    /// Where it is written.
    pub place: Place,
    program: Arc<Program>,
}

impl Expr {
    /// Compiles `text` and holds every name in it against `names`.
    ///
    /// # Errors
    /// Everything that is wrong with it, in reading order.
    pub fn compile(text: &str, place: Place, names: &Names) -> Result<Self, Vec<Fault>> {
        let program = ENV.compile(text).map_err(|errors| {
            // The first message is the cause; the parser stumbles over its own recovery after it.
            let (line, column) = errors.errors.first().map_or((1, 1), |it| it.pos);
            let number = |it: isize| usize::try_from(it).unwrap_or(1);
            vec![Fault::syntax(text, number(line), number(column))]
        })?;
        let mut walk = Walk {
            names,
            text,
            info: program.source_info(),
            faults: Vec::new(),
            scopes: Vec::new(),
        };
        walk.shape(program.expression());
        let mut faults = walk.faults;
        if !faults.is_empty() {
            faults.sort_by_key(|it| it.span);
            faults.dedup();
            return Err(faults);
        }
        Ok(Self {
            text: text.to_owned(),
            place,
            program: Arc::new(program),
        })
    }

    /// The value of the expression, or why it has none for this record.
    ///
    /// # Errors
    /// A sentence of the evaluator, for a value that is not of the kind that the expression needs.
    pub fn eval(&self, facts: &Facts) -> Result<serde_json::Value, String> {
        let value = self
            .program
            .execute(&facts.context)
            .map_err(|it| it.to_string())?;
        value.json().map_err(|it| it.to_string())
    }

    /// Whether the expression is true.
    ///
    /// # Errors
    /// As [`Expr::eval`], and for a value that is neither true nor false.
    pub fn holds(&self, facts: &Facts) -> Result<bool, String> {
        match self.eval(facts)? {
            serde_json::Value::Bool(it) => Ok(it),
            other => Err(format!("`{other}` is neither true nor false")),
        }
    }
}

/// The values of one record, as expressions see them.
///
/// Its root is a map: document types, `facts`, `policy`, `sets`, `present`, `state`.
pub struct Facts {
    context: Context<'static, 'static>,
}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Facts").finish_non_exhaustive()
    }
}

impl Facts {
    /// Prepares `values` for any number of evaluations.
    pub fn new(values: &serde_json::Value) -> Self {
        let mut context = Context::with_env(Arc::clone(&ENV));
        for (name, value) in values.as_object().into_iter().flatten() {
            context.add_variable_from_value(name.as_str(), cel_value(value));
        }
        Self { context }
    }
}

/// Whole numbers stay signed, so that they can be added to those of an expression.
fn cel_value(value: &serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match value {
        Json::Null => Value::Null,
        Json::Bool(it) => Value::Bool(*it),
        Json::Number(it) => match it.as_i64() {
            Some(it) => Value::Int(it),
            None => Value::Float(it.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(it) => Value::String(Arc::new(it.clone())),
        Json::Array(items) => Value::List(Arc::new(items.iter().map(cel_value).collect())),
        Json::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(key, value)| (key.clone(), cel_value(value)));
            Value::from(fields.collect::<std::collections::HashMap<String, Value>>())
        }
    }
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
        let known = if call.target.is_some() { METHODS } else { FUNCTIONS };
        if !known.contains(&name) && !OPERATORS.contains(&name) {
            let known = known.iter().chain(MACROS).map(|&it| it.to_owned()).collect();
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
        if literal(text).is_some() && matches!(**of, Shape::List(_)) {
            let of = path(with).unwrap_or_default();
            self.fault(self.span(with), FaultKind::ListCompared { of });
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

#[cfg(test)]
mod tests;
