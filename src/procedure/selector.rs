//! The little language that points at values of a record: `golive_plan.steps[is_db=true].id`.
//!
//! The first word says where to look: a document type (the head is one),
//! `event` (the last of a type in the current cycle), `events` (all of them),
//! `people`, `facts`, `policy` or `sets`. The rest are fields; a list on the
//! way is entered entry by entry. A filter keeps the entries whose field has
//! that key.

use crate::source::Place;

/// A parsed selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// As written.
    pub text: String,
    /// Where it is written.
    pub place: Place,
    /// Where to look.
    pub root: Root,
    /// The way from there.
    pub steps: Vec<Step>,
}

/// Where a selector looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// A document, by type.
    Document(String),
    /// The last event of a type or set of types in the current cycle.
    LastEvent(String, Vec<Filter>),
    /// All events of a type or set of types in the current cycle.
    AllEvents(String, Vec<Filter>),
    /// Who stands for a role.
    People(String),
    /// A derived fact.
    Fact(String),
    /// A value of the policy.
    Policy(String),
    /// A named set.
    Set(String),
}

/// One field on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The field.
    pub field: String,
    /// Which entries to keep.
    pub filters: Vec<Filter>,
}

/// Keeps the entries whose `field` has the key `value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The field.
    pub field: String,
    /// The key.
    pub value: String,
}

impl Selector {
    /// Reads `text`; `is_document` says which first words are document types.
    ///
    /// # Errors
    /// A sentence fragment that says what is wrong with it.
    pub fn parse(
        text: &str,
        place: Place,
        is_document: impl Fn(&str) -> bool,
    ) -> Result<Self, SelectorFault> {
        let mut words = text.split('.').peekable();
        let first = words.next().unwrap_or_default();
        let named = |words: &mut std::iter::Peekable<std::str::Split<'_, char>>| {
            let word = words.next().ok_or(SelectorFault::Short)?;
            split_filters(word)
        };
        let root = match first {
            "event" => {
                let (kind, filters) = named(&mut words)?;
                Root::LastEvent(kind, filters)
            }
            "events" => {
                let (kind, filters) = named(&mut words)?;
                Root::AllEvents(kind, filters)
            }
            "people" => Root::People(named(&mut words)?.0),
            "facts" => Root::Fact(named(&mut words)?.0),
            "sets" => Root::Set(named(&mut words)?.0),
            "policy" => Root::Policy(words.by_ref().collect::<Vec<_>>().join(".")),
            it if is_document(it) => Root::Document(it.to_owned()),
            it => return Err(SelectorFault::UnknownRoot(it.to_owned())),
        };
        let steps = words
            .map(|word| split_filters(word).map(|(field, filters)| Step { field, filters }))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            text: text.to_owned(),
            place,
            root,
            steps,
        })
    }
}

/// What is wrong with a selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelectorFault {
    /// Its first word is no document type and none of the other roots.
    UnknownRoot(String),
    /// It ends after its first word, or has an empty one.
    Short,
    /// A filter is not `[field=key]`.
    Filter(String),
}

fn split_filters(word: &str) -> Result<(String, Vec<Filter>), SelectorFault> {
    let mut parts = word.split('[');
    let field = parts.next().unwrap_or_default();
    if field.is_empty() {
        return Err(SelectorFault::Short);
    }
    let filters = parts
        .map(|part| {
            part.strip_suffix(']')
                .and_then(|it| it.split_once('='))
                .map(|(field, value)| Filter {
                    field: field.trim().to_owned(),
                    value: value.trim().to_owned(),
                })
                .ok_or_else(|| SelectorFault::Filter(format!("[{part}")))
        })
        .collect::<Result<_, _>>()?;
    Ok((field.to_owned(), filters))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Selector, SelectorFault> {
        Selector::parse(text, Place::default(), |it| it == "plan")
    }

    #[test]
    fn filters_stand_behind_the_word_they_filter() {
        let selector = parse("plan.steps[is_db=true].id").unwrap();
        assert_eq!(selector.root, Root::Document("plan".into()));
        assert_eq!(selector.steps[0].filters[0].value, "true");
        assert_eq!(selector.steps[1].field, "id");
    }

    #[test]
    fn unknown_first_word_is_named() {
        let fault = parse("plna.steps").unwrap_err();
        assert_eq!(fault, SelectorFault::UnknownRoot("plna".into()));
    }
}
