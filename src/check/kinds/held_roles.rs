//! The kind `held_roles`: who acted in a role held it that day.

mod held;

use crate::book::value::{Item, Value};
use crate::check::case::{Case, entry_name};
use crate::check::reporter::Reporter;
use crate::moment::Moment;
use crate::procedure::rules::ParamKind;
use crate::procedure::selector::Selector;
use crate::procedure::yields::Yields;

use super::{kind, needed, optional};
use held::{Days, Question};

kind! {
    /// ## What it checks
    /// That people held a role on the day on which they acted in it, as the register of people has
    /// it. A role is held from its first day to the end of its last; roles that the policy equates
    /// are one. A person who is not in the register is passed over, the kind `registered` tells of
    /// them; so is a duty such as that of an operator, which belongs to one act and not to a person.
    ///
    /// ## Parameters
    /// - `each`: selectors of lists whose entries have fields, or of events; each entry is judged
    ///   by itself
    /// - `persons`: selectors of persons, or of a map from roles to persons; with `each` the fields
    ///   of an entry that name them
    /// - `roles`: the roles, any of which will do
    /// - `role`: with `each`, the field of an entry that says the role; a map says it by its keys
    /// - `at`: selectors of the moment, with `each` fields of an entry; the first that is written
    ///   counts
    /// - `else_at`: with such fields, selectors of the moment of an entry that has none of them
    /// - `from`, `to`: instead of `at`, selectors of a first and a last moment: any day between will
    ///   do. Without `to`, or as long as it has not come, the last is the as-of date; without any
    ///   of these parameters the as-of date is the day
    /// - `enough`: `one` if one person who held the role is enough; then somebody must be named
    ///
    /// ## Placeholders
    /// - `person`: who acted
    /// - `role`: the role that was needed
    /// - `day`: the day, or the first and the last
    /// - `held`: the period in which the role was held, or for `default` the roles that were
    /// - `entry`: with `each`, the number or id of the entry
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   held_roles: {each: plan.steps, persons: owner, roles: operator, at: done_at}
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `default` if the person never held the role, as `outside` if at another time; as
    /// `none` if one is enough and nobody is named. A day decides, so nothing stays undecided. Not
    /// applicable if nobody is named, nobody of them is in the register, or no moment is known.
    "held_roles", check,
    params: [
        needed("persons", ParamKind::Selectors(Yields::Posts)),
        optional("each", ParamKind::Selectors(Yields::Entries)),
        optional("roles", ParamKind::Roles),
        optional("role", ParamKind::Fields(Yields::Role)),
        optional("at", ParamKind::Ranked(Yields::Moments)),
        optional("else_at", ParamKind::Ranked(Yields::Moments)),
        optional("from", ParamKind::Ranked(Yields::Moments)),
        optional("to", ParamKind::Ranked(Yields::Moments)),
        optional("enough", ParamKind::Words(&["one"])),
    ],
    placeholders: ["person", "role", "day", "held", "entry"],
    variants: ["none", "outside"]
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let check = case.check();
    let mut questions = Vec::new();
    for list in check.selectors("each") {
        for (index, entry) in case.entries(list).into_iter().enumerate() {
            let name = entry_name(entry, index);
            questions.extend(of_entry(case, list, (entry, &name)));
        }
    }
    let days = days(case);
    for selector in check.selectors("persons") {
        questions.extend(of_record(case, selector, days.as_ref()));
    }
    let answers: Vec<_> = questions
        .iter()
        .map(|it| (it, it.answer(case, report)))
        .collect();
    if check.name("enough") == Some("one") {
        held::one(case, &answers, report);
        return;
    }
    for (question, answer) in answers {
        question.tell(case, answer, report);
    }
}

/// Who acts in an entry, and in which role.
fn of_entry<'a>(
    case: &Case<'a>,
    list: &Selector,
    (entry, name): (&'a Item, &str),
) -> Vec<Question<'a>> {
    let check = case.check();
    let zone = case.zone();
    let own = check.names("at").iter();
    let mut own = own.filter_map(|it| entry.member(it)?.item.moment());
    let days = if check.names("at").is_empty() {
        days(case)
    } else {
        let other = || first(case, check.selectors("else_at"));
        own.next().or_else(other).map(|it| Days::one(it.day(zone)))
    };
    let said = check.name("role").and_then(|it| entry.member(it));
    let said = said.and_then(|it| it.item.key());
    let roles = match &said {
        Some(role) => vec![role.clone()],
        None => check.names("roles").to_vec(),
    };
    let mut all = Vec::new();
    for field in check.names("persons") {
        let member = entry.member(field);
        for item in member.map(|it| it.item.items()).unwrap_or_default() {
            let own = said.as_ref().map(|it| format!(" {it}")).unwrap_or_default();
            all.push(Question {
                item,
                roles: roles.clone(),
                days,
                entry: name.to_owned(),
                key: format!("{}[{name}{own}].{field}", list.key()),
            });
        }
    }
    all
}

/// Whom a selector names, each with the role that a map gives them or the rule does.
fn of_record<'a>(case: &Case<'a>, selector: &Selector, days: Option<&Days>) -> Vec<Question<'a>> {
    let question = |item, roles, key| Question {
        item,
        roles,
        days: days.copied(),
        entry: String::new(),
        key,
    };
    let mut all = Vec::new();
    for item in case.values(selector) {
        let Value::Map(members) = &item.value else {
            let roles = case.check().names("roles").to_vec();
            all.push(question(item, roles, selector.key()));
            continue;
        };
        for member in members {
            let key = format!("{}.{}", selector.key(), member.key);
            let roles = vec![member.key.clone()];
            let named = member.item.items().iter();
            all.extend(named.map(|it| question(it, roles.clone(), key.clone())));
        }
    }
    all
}

/// The day or days of the rule; by itself the as-of date.
fn days(case: &Case<'_>) -> Option<Days> {
    let check = case.check();
    let zone = case.zone();
    let today = case.ctx.book.as_of.moment.day(zone);
    let at = check.selectors("at");
    let from = check.selectors("from");
    if !at.is_empty() {
        return first(case, at).map(|it| Days::one(it.day(zone)));
    }
    if from.is_empty() {
        return Some(Days::one(today));
    }
    let first_day = first(case, from)?.day(zone);
    let last = first(case, check.selectors("to")).map_or(today, |it| it.day(zone));
    Some(Days {
        first: first_day,
        last: last.max(first_day),
    })
}

fn first<'a>(case: &Case<'a>, selectors: &[Selector]) -> Option<&'a Moment> {
    let mut moments = selectors.iter().flat_map(|it| case.moments(it));
    moments.next().map(|it| it.moment)
}
