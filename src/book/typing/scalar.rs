//! Scalars: dates, persons, and choices by key or by label.

use crate::lang::Text;
use crate::notice;
use crate::procedure::fields::{EnumValue, FieldKind};
use crate::text;
use crate::yaml::Node;

use crate::book::people::{self, Meant};
use crate::book::select;
use crate::book::value::Value;

use super::Typing;

impl Typing<'_> {
    /// The value of a scalar; `None` if the field wants something else.
    pub(super) fn scalar(&mut self, node: &Node, written: &str, kind: &FieldKind) -> Option<Value> {
        Some(match kind {
            FieldKind::String | FieldKind::Text | FieldKind::Record | FieldKind::Ref => {
                Value::Text(written.to_owned())
            }
            FieldKind::Bool => Value::Bool(node.as_bool()?),
            FieldKind::Int => Value::Int(node.as_int()?),
            FieldKind::Number => Value::Number(written.parse().ok()?),
            FieldKind::DateTime | FieldKind::Date => self.moment(node, written),
            FieldKind::Person => self.person(node, written),
            FieldKind::Role => {
                let procedure = self.procedure;
                let all = procedure.roles.iter().chain(&procedure.duties);
                let options: Vec<_> = all
                    .map(|it| {
                        let names = it.label.each().chain(it.aliases.iter().map(String::as_str));
                        (it.id.as_str(), names.collect())
                    })
                    .collect();
                self.choice(node, written, &options)
            }
            FieldKind::Enum(values) => {
                let options: Vec<_> = values
                    .iter()
                    .map(|it: &EnumValue| (it.key.as_str(), it.label.each().collect()))
                    .collect();
                self.choice(node, written, &options)
            }
            FieldKind::System => self.system(node, written),
            _ => return None,
        })
    }

    /// A person; of a name that several bear it is told that it does not say which of them is meant.
    fn person(&mut self, node: &Node, written: &str) -> Value {
        let place = self.place(node.span);
        let registers = &self.procedure.registers;
        if let Meant::Several(people) = people::meant(registers, written) {
            let ids = people.iter().map(|it| Text::plain(format!("`{}`", it.id)));
            let ids: Vec<_> = ids.collect();
            let name = select::person_name(self.procedure, self.config, written, None);
            let args = [("value", name), ("known", Text::list(&ids))];
            // Ids tell names, too.
            let variant = if self.config.publish_names {
                "person"
            } else {
                "person-hidden"
            };
            self.report(notice::variant("unknown-reference", variant, place, &args));
        }
        people::person(registers, written, place).value
    }

    fn moment(&mut self, node: &Node, written: &str) -> Value {
        let (moment, remark) = notice::date(written, &self.config.zone, self.place(node.span));
        if let Some(remark) = remark {
            self.report(remark);
        }
        moment.map_or_else(|| Value::Unfit(written.to_owned()), Value::Moment)
    }

    /// The key of one of `options` (key, labels), by key or by any label.
    fn choice(&mut self, node: &Node, written: &str, options: &[(&str, Vec<&str>)]) -> Value {
        let wanted = text::normal(written);
        let fits = |name: &str| text::normal(name) == wanted;
        let found = options
            .iter()
            .find(|(key, labels)| fits(key) || labels.iter().any(|it| fits(it)));
        if let Some((key, _)) = found {
            return Value::Key((*key).to_owned());
        }
        let keys: Vec<Text> = options.iter().map(|it| Text::plain(it.0)).collect();
        let names = options
            .iter()
            .flat_map(|(key, labels)| std::iter::once(*key).chain(labels.iter().copied()));
        let near = text::nearest(written, names);
        let place = self.place(node.span);
        let mut args = vec![
            ("value", Text::plain(written)),
            ("field", Text::plain(self.field_name())),
            ("options", Text::list(&keys)),
        ];
        let finding = if let Some(near) = near {
            args.push(("near", Text::plain(near)));
            let mut finding = notice::variant("unknown-value", "near", place, &args);
            let is_near = |it: &&(&str, Vec<&str>)| {
                text::is_near(written, it.0) || it.1.iter().any(|it| text::is_near(written, it))
            };
            let is_certain = options.iter().filter(is_near).count() == 1;
            finding.fix = is_certain.then(|| notice::replace(place, near));
            finding
        } else {
            notice::finding("unknown-value", place, &args)
        };
        self.report(finding);
        Value::Unfit(written.to_owned())
    }

    fn system(&mut self, node: &Node, written: &str) -> Value {
        let systems = &self.procedure.registers.systems;
        let wanted = text::normal(written);
        let found = systems.iter().find(|it| {
            text::normal(&it.id) == wanted
                || it.name.each().any(|name| text::normal(name) == wanted)
        });
        if let Some(system) = found {
            return Value::Key(system.id.clone());
        }
        let known = systems.iter().map(|it| it.id.as_str());
        let near = text::nearest(written, known).unwrap_or("registers/systems.yaml");
        let args = [("value", Text::plain(written)), ("near", Text::plain(near))];
        let place = self.place(node.span);
        self.report(notice::variant("unknown-reference", "system", place, &args));
        Value::Unfit(written.to_owned())
    }
}
