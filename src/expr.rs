//! Conditions and requirements in the Common Expression Language.
//!
//! This module alone names the CEL crate. An expression is compiled once, when
//! the procedure is loaded, and every name in it is held against the procedure
//! then, because the language itself notices a misspelt field only when that
//! branch runs. Records are handed in as JSON: absent scalars are null, absent
//! lists are empty, so that an expression need not ask first.
//!
//! - [`names`]: the tree of names that an expression may use
//! - [`walk`]: holds a parsed expression against that tree
//! - [`paths`]: the names on which an expression rests
//! - [`sense`]: what can be told of it without a record
//! - [`fault`]: what can be wrong with an expression, in our own words

pub mod fault;
pub mod names;
mod paths;
pub mod sense;
mod walk;

use std::fmt;
use std::sync::{Arc, LazyLock};

use cel::{Context, Env, Program, Value};

use crate::source::Place;

use fault::Fault;
use names::Names;
use sense::Demand;

/// Built once: making it costs more than a hundred evaluations.
static ENV: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));

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
        if let Some(fault) = Fault::too_large(text) {
            return Err(vec![fault]);
        }
        let program = ENV.compile(text).map_err(|errors| {
            // The first message is the cause; the parser stumbles over its own recovery after it.
            let (line, column) = errors.errors.first().map_or((1, 1), |it| it.pos);
            let number = |it: isize| usize::try_from(it).unwrap_or(1);
            vec![Fault::syntax(text, number(line), number(column))]
        })?;
        let mut faults = walk::faults(&program, text, names);
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

    /// The names on which it rests, as ways such as `plan.steps.owner`, in reading order.
    pub fn paths(&self) -> Vec<String> {
        paths::of(&self.program)
    }

    /// The first name that it compares with itself, which tells nothing.
    pub fn itself(&self) -> Option<String> {
        sense::itself(&self.program)
    }

    /// What it asks of single names, all of which must be met for it to be true.
    pub fn demands(&self) -> Vec<Demand> {
        sense::demands(&self.program)
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

#[cfg(test)]
mod tests;
