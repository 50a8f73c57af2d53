//! Scalars: dates, persons, and choices by key or by label.

use crate::lang::Text;
use crate::notice;
use crate::procedure::fields::{EnumValue, FieldKind};
use crate::text;
use crate::yaml::Node;

use crate::book::people;
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
            FieldKind::Person => {
                people::person(&self.procedure.registers, written, self.place(node.span)).value
            }
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
