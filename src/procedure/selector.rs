//! The little language that points at values of a record: `plan.steps[critical=true].id`.
//!
//! The first word says where to look: a document type (the head is one),
//! `event` (the last of a type in the current cycle), `events` (all of them),
//! `people`, `facts`, `policy` or `sets`. The rest are fields; a list on the
//! way is entered entry by entry. A filter keeps some of the entries: `[field=key]`,
//! `[field?=key]` (or empty), `[field!=key]`, `[field]` (there and not empty), `[field in selector]`.

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
    /// The way on in the record that the last step names, as in
    /// `head.successor.events.started`.
    pub linked: Option<Box<Selector>>,
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

/// Keeps the entries whose `field` is as wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The field.
    pub field: String,
    /// How it is tested.
    pub test: FilterTest,
    /// The key to compare with; for [`FilterTest::In`] a selector, as written; else empty.
    pub value: String,
}

/// How the field of a filter is tested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterTest {
    /// `[field=key]`: it has that key; of a list, any entry.
    Is,
    /// `[field?=key]`: it has that key, or is absent or empty.
    IsIfThere,
    /// `[field!=key]`: it does not; absent will do.
    IsNot,
    /// `[field]`: it is there and not empty.
    There,
    /// `[field in selector]`: it is among the values of this selector.
    In(Box<Selector>),
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
        parse(text, place, &is_document)
    }

    /// The same, one field further.
    #[must_use]
    pub fn member(&self, field: &str) -> Self {
        let mut member = self.clone();
        member.text = format!("{}.{field}", self.text);
        member.steps.push(Step {
            field: field.to_owned(),
            filters: Vec::new(),
        });
        member
    }

    /// Its way without filters, as findings name a spot: `event.approval`, `plan.steps.owner`.
    pub fn key(&self) -> String {
        let mut key = match &self.root {
            Root::Document(name) => name.clone(),
            Root::LastEvent(name, _) | Root::AllEvents(name, _) => format!("event.{name}"),
            Root::People(name) => format!("people.{name}"),
            Root::Fact(name) => format!("facts.{name}"),
            Root::Policy(name) => format!("policy.{name}"),
            Root::Set(name) => format!("sets.{name}"),
        };
        for step in &self.steps {
            key.push('.');
            key.push_str(&step.field);
        }
        match &self.linked {
            Some(linked) => format!("{key}.{}", linked.key()),
            None => key,
        }
    }
}

fn parse(
    text: &str,
    place: Place,
    is_document: &dyn Fn(&str) -> bool,
) -> Result<Selector, SelectorFault> {
    let mut words = words(text).into_iter();
    let first = words.next().unwrap_or_default();
    let named = |word: Option<&str>| {
        let word = word.ok_or(SelectorFault::Short)?;
        split_filters(word, place, is_document)
    };
    let root = match first {
        "event" => {
            let (kind, filters) = named(words.next())?;
            Root::LastEvent(kind, filters)
        }
        "events" => {
            let (kind, filters) = named(words.next())?;
            Root::AllEvents(kind, filters)
        }
        "people" => Root::People(named(words.next())?.0),
        "facts" => Root::Fact(named(words.next())?.0),
        "sets" => Root::Set(named(words.next())?.0),
        "policy" => Root::Policy(words.by_ref().collect::<Vec<_>>().join(".")),
        it if is_document(it) => Root::Document(it.to_owned()),
        it => return Err(SelectorFault::UnknownRoot(it.to_owned())),
    };
    let rest: Vec<&str> = words.collect();
    // A root word behind a field starts anew in the record that the field names.
    let starts_anew = |it: &&str| matches!(*it, "event" | "events") || is_document(it);
    let cut = rest.iter().skip(1).position(starts_anew).map(|it| it + 1);
    let (own, behind) = rest.split_at(cut.unwrap_or(rest.len()));
    let linked = match behind {
        [] => None,
        behind => Some(Box::new(parse(&behind.join("."), place, is_document)?)),
    };
    let steps = own
        .iter()
        .map(|word| {
            let (field, filters) = split_filters(word, place, is_document)?;
            Ok(Step { field, filters })
        })
        .collect::<Result<Vec<_>, _>>()?;
    if steps.is_empty() && matches!(root, Root::Document(_)) {
        return Err(SelectorFault::Short);
    }
    Ok(Selector {
        text: text.to_owned(),
        place,
        root,
        steps,
        linked,
    })
}

/// The words between dots; a dot in brackets divides nothing.
fn words(text: &str) -> Vec<&str> {
    let mut depth = 0usize;
    text.split(|letter| {
        match letter {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == '.' && depth == 0
    })
    .collect()
}

/// What is wrong with a selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelectorFault {
    /// Its first word is no document type and none of the other roots.
    UnknownRoot(String),
    /// It ends after its first word, or has an empty one.
    Short,
    /// A filter is not of one of the five forms.
    Filter(String),
}

fn split_filters(
    word: &str,
    place: Place,
    is_document: &dyn Fn(&str) -> bool,
) -> Result<(String, Vec<Filter>), SelectorFault> {
    let mut parts = word.split('[');
    let field = parts.next().unwrap_or_default();
    if field.is_empty() {
        return Err(SelectorFault::Short);
    }
    let filters = parts
        .map(|part| {
            let fault = || SelectorFault::Filter(format!("[{part}"));
            let inner = part.strip_suffix(']').ok_or_else(fault)?;
            let filter = filter(inner, place, is_document)?;
            if filter.field.is_empty() {
                return Err(fault());
            }
            Ok(filter)
        })
        .collect::<Result<_, _>>()?;
    Ok((field.to_owned(), filters))
}

fn filter(
    inner: &str,
    place: Place,
    is_document: &dyn Fn(&str) -> bool,
) -> Result<Filter, SelectorFault> {
    let (field, test, value) = if let Some((field, value)) = inner.split_once("!=") {
        (field, FilterTest::IsNot, value)
    } else if let Some((field, value)) = inner.split_once("?=") {
        (field, FilterTest::IsIfThere, value)
    } else if let Some((field, value)) = inner.split_once('=') {
        (field, FilterTest::Is, value)
    } else if let Some((field, value)) = inner.split_once(" in ") {
        let among = parse(value.trim(), place, is_document)?;
        (field, FilterTest::In(Box::new(among)), value)
    } else {
        (inner, FilterTest::There, "")
    };
    Ok(Filter {
        field: field.trim().to_owned(),
        test,
        value: value.trim().to_owned(),
    })
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
    fn filters_ask_for_presence_difference_and_membership() {
        let selector = parse("plan.steps[no in facts.db.of][done][result!=ok][of?=db].at").unwrap();
        let tests: Vec<_> = selector.steps[0]
            .filters
            .iter()
            .map(|it| &it.test)
            .collect();
        let [
            FilterTest::In(among),
            FilterTest::There,
            FilterTest::IsNot,
            FilterTest::IsIfThere,
        ] = &tests[..]
        else {
            panic!("{tests:?}")
        };
        assert_eq!(among.root, Root::Fact("db".into()));
        assert_eq!(selector.steps[1].field, "at");
    }

    #[test]
    fn unknown_first_word_is_named() {
        let fault = parse("plna.steps").unwrap_err();
        assert_eq!(fault, SelectorFault::UnknownRoot("plna".into()));
    }
}
