//! What differs between what was sealed and what there is now, by name and by place.
//!
//! Entries of lists are matched by their id where every one has its own, so
//! that an inserted step does not make all the steps after it look changed.
//! Bodies are compared section by section.

mod bodies;
mod lists;
mod spots;

use serde_json::{Map, Value};

use crate::book::Record;
use crate::lang::Text;
use crate::procedure::seals::Seal;
use crate::source::Place;
use crate::words;

use super::{Sealer, Unsealed};

/// One thing that is not as it was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is, with its document.
    pub label: Text,
    /// What happened to it.
    pub how: How,
    /// Where it stands, or what is nearest to where it stood.
    pub place: Place,
    /// The text that was sealed, if it was one.
    pub was: Option<String>,
}

/// What happened to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It has come.
    Added,
    /// It is another.
    Changed,
    /// It has gone.
    Removed,
    /// Its entries stand in another order.
    Moved,
}

impl How {
    /// Its name in the tables of words.
    pub fn id(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Moved => "moved",
        }
    }
}

/// A step from a value to one within it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// The value of a key.
    Key(String),
    /// An entry of a list: where it stands now, if it does, and its name.
    Entry(Option<usize>, String),
    /// A section of a body, by its heading; before the first if it is empty.
    Section(String),
}

/// A difference between two canonical values.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Difference {
    steps: Vec<Step>,
    how: How,
    was: Option<String>,
}

impl Sealer<'_> {
    /// What of `record` differs from a sealed text, in the order of the documents.
    pub fn changes(
        &self,
        record: &Record,
        seal: &Seal,
        sealed: &str,
    ) -> Result<Vec<Change>, Unsealed> {
        let now = self.value(record, seal)?;
        let then: Value = serde_json::from_str(sealed).unwrap_or_default();
        let mut all = Vec::new();
        for covered in &seal.documents {
            let of = |value: &Value| value["documents"].get(&covered.document).cloned();
            let mut found = Vec::new();
            match (of(&then), of(&now)) {
                (None, None) => {}
                (None, Some(_)) => found.push(Difference::whole(How::Added)),
                (Some(_), None) => found.push(Difference::whole(How::Removed)),
                (Some(then), Some(now)) => {
                    let front = |it: &Value| it["front"].as_object().cloned().unwrap_or_default();
                    maps(&mut Vec::new(), &front(&then), &front(&now), &mut found);
                    let body = |it: &Value| it["body"].as_str().unwrap_or_default().to_owned();
                    bodies::compare(&body(&then), &body(&now), &mut found);
                }
            }
            let spots = spots::Spots::new(self, record, &covered.document);
            all.extend(found.into_iter().map(|it| spots.change(it)));
        }
        Ok(all)
    }
}

impl Difference {
    fn whole(how: How) -> Self {
        Self {
            steps: Vec::new(),
            how,
            was: None,
        }
    }
}

impl Change {
    /// The change in one phrase.
    pub fn said(&self) -> Text {
        let args = [("what", self.label.clone())];
        words::fill(&format!("seal.change.{}", self.how.id()), &args)
    }
}

/// Compares the values of two maps, key by key.
fn maps(
    steps: &mut Vec<Step>,
    then: &Map<String, Value>,
    now: &Map<String, Value>,
    found: &mut Vec<Difference>,
) {
    let gone = then.keys().filter(|it| !now.contains_key(*it));
    for key in now.keys().chain(gone) {
        steps.push(Step::Key(key.clone()));
        pair(steps, then.get(key), now.get(key), found);
        steps.pop();
    }
}

/// Compares what stands at one spot.
fn pair(
    steps: &mut Vec<Step>,
    then: Option<&Value>,
    now: Option<&Value>,
    found: &mut Vec<Difference>,
) {
    let how = match (then, now) {
        (Some(then), Some(now)) if then == now => return,
        (Some(Value::Object(then)), Some(Value::Object(now))) => {
            return maps(steps, then, now, found);
        }
        (Some(Value::Array(then)), Some(Value::Array(now))) => {
            return lists::compare(steps, then, now, found);
        }
        (None, _) => How::Added,
        (_, None) => How::Removed,
        _ => How::Changed,
    };
    found.push(Difference {
        steps: steps.clone(),
        how,
        was: then.and_then(Value::as_str).map(str::to_owned),
    });
}
