//! What a screen is made of: elements, put together from plain values.
//!
//! The one idea: *every element is of one type.* Leptos' `view!` makes a type, and with it code, for
//! each shape of markup; here a screen is data that Leptos draws, so a page costs a phone a few bytes
//! an element (`docs/decisions/screens-are-values.md`). What changes while the screen stands is a
//! closure: [`El::live_attr`] for an attribute, [`live`] for a part. Start at [`El`].

use leptos::ev::Custom;
use leptos::prelude::*;
use leptos::tachys::html;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use wasm_bindgen::JsValue;
use web_sys::Event;

/// Holds an element of the page once it is there.
pub type ElRef = NodeRef<html::element::Custom<&'static str>>;

/// An element with what is in it.
pub struct El {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

macro_rules! tags {
    ($($tag:ident $name:literal),* $(,)?) => {
        $(
            #[doc = concat!("An element `", stringify!($tag), "`.")]
            pub fn $tag() -> El {
                El { tag: $name, attributes: Vec::new(), children: Vec::new() }
            }
        )*
    };
}

// In capitals, as a browser tells the name of an element: Leptos compares the two.
tags! {
    a "A", b "B", button "BUTTON", details "DETAILS", div "DIV", fieldset "FIELDSET", footer "FOOTER",
    form "FORM", h1 "H1", h2 "H2", h3 "H3", header "HEADER", i "I", img "IMG", input "INPUT", label "LABEL",
    legend "LEGEND", li "LI", main "MAIN", nav "NAV", ol "OL", option "OPTION", p "P", s "S", section "SECTION",
    select "SELECT", span "SPAN", strong "STRONG", summary "SUMMARY", textarea "TEXTAREA", ul "UL",
}

impl El {
    /// With an attribute.
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push(custom_attribute(name, value.to_owned()).into_any_attr());
        self
    }

    /// With an attribute where there is a value for it.
    pub fn attr_if(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// With a class.
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// With an attribute that follows what the closure reads.
    pub fn live_attr<V: Into<String>>(
        mut self,
        name: &'static str,
        value: impl Fn() -> Option<V> + Send + 'static,
    ) -> Self {
        let value: Box<dyn FnMut() -> Option<String> + Send> = Box::new(move || value().map(Into::into));
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// With a property of the page's object, which a person may change afterwards.
    pub fn prop(mut self, name: &'static str, value: impl Into<JsValue>) -> Self {
        self.attributes.push(html::property::prop(name, value.into()).into_any_attr());
        self
    }

    /// Hears an event.
    pub fn on(mut self, event: &'static str, heard: impl FnMut(Event) + 'static) -> Self {
        let heard: Box<dyn FnMut(Event)> = Box::new(heard);
        self.attributes.push(html::event::on(Custom::<Event>::new(event), heard).into_any_attr());
        self
    }

    /// Held by `node` while it is on the page.
    pub fn held_by(mut self, node: ElRef) -> Self {
        self.attributes.push(html::node_ref::node_ref(node).into_any_attr());
        self
    }

    /// With words in it.
    pub fn text(self, words: &str) -> Self {
        self.child(words.to_owned().into_any())
    }

    /// With a child.
    pub fn child(mut self, child: impl Into<AnyView>) -> Self {
        self.children.push(child.into());
        self
    }

    /// With a child if there is one.
    pub fn maybe(self, child: Option<impl Into<AnyView>>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// With as many children as there are.
    pub fn each(mut self, children: impl IntoIterator<Item = impl Into<AnyView>>) -> Self {
        self.children.extend(children.into_iter().map(Into::into));
        self
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        html::element::custom(self.tag).child(self.children).add_any_attr(self.attributes).into_any()
    }
}

impl From<El> for AnyView {
    fn from(element: El) -> Self {
        element.view()
    }
}

/// Several views, one after the other.
pub fn all(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

/// Words alone.
pub fn words(words: &str) -> AnyView {
    words.to_owned().into_any()
}

/// Nothing to show.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// The view if there is one.
pub fn or_nothing(view: Option<impl Into<AnyView>>) -> AnyView {
    view.map_or_else(nothing, Into::into)
}

/// A part that is drawn again whenever what it reads changes.
pub fn live(draw: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn FnMut() -> AnyView + Send> = Box::new(draw);
    draw.into_any()
}

/// Words that follow what the closure reads.
pub fn live_words(say: impl Fn() -> Option<String> + Send + 'static) -> AnyView {
    live(move || say().map_or_else(nothing, IntoAny::into_any))
}
