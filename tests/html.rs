//! Whether a page is valid HTML, in the eyes of a browser's parser.
//!
//! Browsers repair what is not valid and say nothing; the parser of the HTML
//! standard, which the sanitiser brings along, tells what it had to repair.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, parse_document};

/// What the parser had to repair, each with its line.
pub(crate) fn faults(text: &str) -> Vec<String> {
    parse_document(Sink::default(), ParseOpts::default())
        .one(text)
        .into_inner()
}

#[derive(Default)]
struct Sink {
    line: Cell<u64>,
    faults: RefCell<Vec<String>>,
}

/// An element or something without a name.
type Handle = Rc<Option<QualName>>;

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = RefCell<Vec<String>>;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self::Output {
        self.faults
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        let line = self.line.get();
        self.faults.borrow_mut().push(format!("{line}: {message}"));
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(line);
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        let name = target.as_ref().as_ref();
        name.expect("the parser asks for names of elements")
            .expanded()
    }

    fn create_element(&self, name: QualName, _: Vec<Attribute>, _: ElementFlags) -> Handle {
        Rc::new(Some(name))
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        Rc::ptr_eq(x, y)
    }

    fn get_document(&self) -> Handle {
        Rc::new(None)
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Rc::new(None)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Rc::new(None)
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn append(&self, _: &Handle, _: NodeOrText<Handle>) {}
    fn append_before_sibling(&self, _: &Handle, _: NodeOrText<Handle>) {}
    fn append_based_on_parent_node(&self, _: &Handle, _: &Handle, _: NodeOrText<Handle>) {}
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}
    fn remove_from_parent(&self, _: &Handle) {}
    fn reparent_children(&self, _: &Handle, _: &Handle) {}
    fn set_quirks_mode(&self, _: QuirksMode) {}
}

#[test]
fn repairs_are_told() {
    let page = |body: &str| {
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><title>x</title></head>\n<body>{body}</body></html>"
        )
    };
    assert_eq!(faults(&page("<p>fine</p>")), [""; 0]);
    for wrong in [
        "<p><div></div></p>",
        "<b><i></b></i>",
        "<a href=x href=y>z</a>",
        "</section>",
    ] {
        assert_ne!(faults(&page(wrong)), [""; 0], "{wrong}");
    }
}
