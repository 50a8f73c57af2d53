//! The names on which an expression rests, as the ways to them: `plan.steps.owner`.
//!
//! Who is told that a condition does not hold wants to see what it looked at.
//! The variable of a macro stands for the list that it goes through, so that
//! `plan.steps.all(s, s.done)` rests on `plan.steps.done`.

use cel::common::ast::{self, EntryExpr};
use cel::{IdedExpr, Program};

/// The names of a program in reading order, none twice, and none that another one leads through.
pub(super) fn of(program: &Program) -> Vec<String> {
    let mut walk = Walk::default();
    walk.enter(program.expression());
    let found = walk.found;
    let leads_on = |it: &String| {
        let way = format!("{it}.");
        found.iter().any(|other| other.starts_with(&way))
    };
    let mut paths: Vec<String> = Vec::new();
    for path in &found {
        if !leads_on(path) && !paths.contains(path) {
            paths.push(path.clone());
        }
    }
    paths
}

#[derive(Default)]
struct Walk {
    found: Vec<String>,
    /// Variables of the macros around, each with what it stands for.
    scopes: Vec<(String, Option<String>)>,
}

impl Walk {
    fn enter(&mut self, node: &IdedExpr) {
        match &node.expr {
            ast::Expr::Ident(_) => self.found.extend(self.path(node)),
            ast::Expr::Select(select) => match self.path(node) {
                Some(path) => self.found.push(path),
                None => self.enter(&select.operand),
            },
            ast::Expr::Call(call) => {
                for part in call.target.as_deref().into_iter().chain(&call.args) {
                    self.enter(part);
                }
            }
            ast::Expr::Comprehension(it) => {
                let before = self.found.len();
                self.enter(&it.iter_range);
                let range = self.found.get(before).cloned();
                let depth = self.scopes.len();
                self.scopes.push((it.iter_var.clone(), range));
                self.scopes
                    .extend(it.iter_var2.clone().map(|it| (it, None)));
                self.scopes.push((it.accu_var.clone(), None));
                for part in [&it.accu_init, &it.loop_cond, &it.loop_step, &it.result] {
                    self.enter(part);
                }
                self.scopes.truncate(depth);
            }
            ast::Expr::List(list) => list.elements.iter().for_each(|it| self.enter(it)),
            ast::Expr::Map(map) => {
                for entry in &map.entries {
                    if let EntryExpr::MapEntry(entry) = &entry.expr {
                        self.enter(&entry.key);
                        self.enter(&entry.value);
                    }
                }
            }
            ast::Expr::Literal(_) | ast::Expr::Struct(_) | ast::Expr::Unspecified => {}
        }
    }

    /// The way that a node spells; nothing for what a macro itself counts with.
    fn path(&self, node: &IdedExpr) -> Option<String> {
        match &node.expr {
            ast::Expr::Ident(name) => {
                let scope = self.scopes.iter().rev().find(|(it, _)| it == name);
                match scope {
                    Some((_, stands_for)) => stands_for.clone(),
                    None => Some(name.clone()),
                }
            }
            ast::Expr::Select(select) => {
                Some(format!("{}.{}", self.path(&select.operand)?, select.field))
            }
            _ => None,
        }
    }
}
