//! What can be told of an expression without any record: what it compares with itself, and what it asks for.

use cel::common::ast::{self, CallExpr, LiteralValue, operators};
use cel::{IdedExpr, Program};

/// A comparison of these has the same answer whatever stands there.
const COMPARISONS: &[&str] = &[
    operators::EQUALS,
    operators::NOT_EQUALS,
    operators::GREATER,
    operators::GREATER_EQUALS,
    operators::LESS,
    operators::LESS_EQUALS,
];

/// What an expression asks of one name if it is to be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The name, as a way such as `plan.kind`.
    pub path: String,
    /// What it asks, in the words of the expression.
    pub text: String,
    /// Values as they are written, `'small'` or `true`.
    pub values: Vec<String>,
    /// Whether it must be one of them, or none.
    pub is_one: bool,
}

impl Demand {
    /// Whether nothing can meet both.
    pub fn excludes(&self, other: &Self) -> bool {
        let has = |of: &Self, value: &String| of.values.contains(value);
        let all_of = |one: &Self, without: &Self| one.values.iter().all(|it| has(without, it));
        self.path == other.path
            && match (self.is_one, other.is_one) {
                (true, true) => !self.values.iter().any(|it| has(other, it)),
                (true, false) => all_of(self, other),
                (false, true) => all_of(other, self),
                (false, false) => false,
            }
    }
}

/// The first name that stands on both sides of a comparison.
pub(super) fn itself(program: &Program) -> Option<String> {
    compared(program.expression())
}

/// What must all be met, as far as it is said of single names.
pub(super) fn demands(program: &Program) -> Vec<Demand> {
    let mut all = Vec::new();
    gather(program.expression(), &mut all);
    all
}

fn compared(node: &IdedExpr) -> Option<String> {
    match &node.expr {
        ast::Expr::Call(call) => {
            if let (true, [one, other]) = (is_comparison(call), &call.args[..])
                && let Some(path) = path(one)
                && self::path(other).as_ref() == Some(&path)
            {
                return Some(path);
            }
            let parts = call.target.as_deref().into_iter().chain(&call.args);
            first(parts)
        }
        ast::Expr::Comprehension(it) => first([&it.iter_range, &it.loop_step, &it.result]),
        ast::Expr::Select(it) => compared(&it.operand),
        ast::Expr::List(it) => first(&it.elements),
        _ => None,
    }
}

fn first<'a>(parts: impl IntoIterator<Item = &'a IdedExpr>) -> Option<String> {
    parts.into_iter().find_map(compared)
}

fn is_comparison(call: &CallExpr) -> bool {
    COMPARISONS.contains(&call.func_name.as_str())
}

fn gather(node: &IdedExpr, all: &mut Vec<Demand>) {
    let ast::Expr::Call(call) = &node.expr else {
        all.extend(truth(node, true));
        return;
    };
    match (call.func_name.as_str(), &call.args[..]) {
        (operators::LOGICAL_AND, parts) => parts.iter().for_each(|it| gather(it, all)),
        (operators::LOGICAL_NOT, [of]) => all.extend(truth(of, false)),
        (operators::EQUALS, [one, other]) => all.extend(value(one, other, true)),
        (operators::NOT_EQUALS, [one, other]) => all.extend(value(one, other, false)),
        (operators::IN, [of, list]) => all.extend(among(of, list)),
        _ => {}
    }
}

fn truth(node: &IdedExpr, is: bool) -> Option<Demand> {
    let path = path(node)?;
    let text = if is { path.clone() } else { format!("!{path}") };
    Some(Demand {
        path,
        text,
        values: vec![is.to_string()],
        is_one: true,
    })
}

fn value(one: &IdedExpr, other: &IdedExpr, is_one: bool) -> Option<Demand> {
    let (path, value) = match (path(one), path(other)) {
        (Some(path), _) => (path, literal(other)?),
        (_, Some(path)) => (path, literal(one)?),
        _ => return None,
    };
    let sign = if is_one { "==" } else { "!=" };
    Some(Demand {
        text: format!("{path} {sign} {value}"),
        path,
        values: vec![value],
        is_one,
    })
}

fn among(of: &IdedExpr, list: &IdedExpr) -> Option<Demand> {
    let ast::Expr::List(list) = &list.expr else {
        return None;
    };
    let path = path(of)?;
    let values: Option<Vec<_>> = list.elements.iter().map(literal).collect();
    let values = values?;
    Some(Demand {
        text: format!("{path} in [{}]", values.join(", ")),
        path,
        values,
        is_one: true,
    })
}

/// A text or a truth, as it is written.
fn literal(node: &IdedExpr) -> Option<String> {
    match &node.expr {
        ast::Expr::Literal(LiteralValue::String(it)) => Some(format!("'{}'", it.inner())),
        ast::Expr::Literal(LiteralValue::Boolean(it)) => Some(it.inner().to_string()),
        _ => None,
    }
}

/// The way that a node spells, the variables of macros under their own names.
fn path(node: &IdedExpr) -> Option<String> {
    match &node.expr {
        ast::Expr::Ident(name) if !name.starts_with('@') => Some(name.clone()),
        ast::Expr::Select(it) if !it.test => Some(format!("{}.{}", path(&it.operand)?, it.field)),
        _ => None,
    }
}
