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

use super::focus;

/// A part of a screen, ready to be shown. Boxed: what Leptos draws is ten words long, and every screen
/// hands on many.
pub struct View(Box<AnyView>);

impl View {
    fn of(drawn: AnyView) -> Self {
        Self(Box::new(drawn))
    }

    /// As Leptos draws it.
    pub fn drawn(self) -> AnyView {
        *self.0
    }
}

/// Holds an element of the page once it is there.
pub type ElRef = NodeRef<html::element::Custom<&'static str>>;

/// An element with what is in it. Boxed, so that handing it on moves one pointer.
pub struct El(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

macro_rules! tags {
    ($($tag:ident $name:literal),* $(,)?) => {
        $(
            #[doc = concat!("An element `", stringify!($tag), "`.")]
            pub fn $tag() -> El {
                El::named($name)
            }
        )*
    };
}

// In capitals, as a browser tells the name of an element: Leptos compares the two.
tags! {
    a "A", b "B", button "BUTTON", caption "CAPTION", details "DETAILS", div "DIV", fieldset "FIELDSET", footer "FOOTER",
    form "FORM", h1 "H1", h2 "H2", h3 "H3", header "HEADER", i "I", img "IMG", input "INPUT", label "LABEL",
    legend "LEGEND", li "LI", main "MAIN", nav "NAV", ol "OL", option "OPTION", p "P", progress "PROGRESS", s "S", section "SECTION",
    select "SELECT", span "SPAN", strong "STRONG", summary "SUMMARY", table "TABLE", tbody "TBODY", td "TD",
    textarea "TEXTAREA", th "TH", thead "THEAD", tr "TR", ul "UL",
}

// What every screen calls again and again is kept as one function, not copied into each caller.
impl El {
    #[inline(never)]
    fn named(tag: &'static str) -> Self {
        Self(Box::new(Parts { tag, attributes: Vec::new(), children: Vec::new() }))
    }

    #[inline(never)]
    fn with(mut self, attribute: AnyAttribute) -> Self {
        self.0.attributes.push(attribute);
        self
    }

    #[inline(never)]
    fn around(mut self, child: View) -> Self {
        self.0.children.push(child.drawn());
        self
    }

    /// With an attribute.
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: &str) -> Self {
        self.with(custom_attribute(name, value.to_owned()).into_any_attr())
    }

    /// With an attribute where there is a value for it.
    pub fn attr_if(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// With a class.
    #[inline(never)]
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// With an attribute that follows what the closure reads.
    pub fn live_attr<V: Into<String>>(
        self,
        name: &'static str,
        value: impl Fn() -> Option<V> + Send + 'static,
    ) -> Self {
        self.following(name, Box::new(move || value().map(Into::into)))
    }

    #[inline(never)]
    fn following(self, name: &'static str, value: Box<dyn FnMut() -> Option<String> + Send>) -> Self {
        self.with(custom_attribute(name, value).into_any_attr())
    }

    /// With a property of the page's object, which a person may change afterwards.
    pub fn prop(self, name: &'static str, value: impl Into<JsValue>) -> Self {
        self.with(html::property::prop(name, value.into()).into_any_attr())
    }

    /// Hears an event.
    pub fn on(self, event: &'static str, heard: impl FnMut(Event) + 'static) -> Self {
        self.hearing(event, Box::new(heard))
    }

    #[inline(never)]
    fn hearing(self, event: &'static str, heard: Box<dyn FnMut(Event)>) -> Self {
        self.with(html::event::on(Custom::<Event>::new(event), heard).into_any_attr())
    }

    /// Held by `node` while it is on the page.
    pub fn held_by(self, node: ElRef) -> Self {
        self.with(html::node_ref::node_ref(node).into_any_attr())
    }

    /// With words in it.
    #[inline(never)]
    pub fn text(self, said: &str) -> Self {
        self.around(words(said))
    }

    /// With a child.
    pub fn child(self, child: impl Into<View>) -> Self {
        self.around(child.into())
    }

    /// With a child if there is one.
    pub fn maybe(self, child: Option<impl Into<View>>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// With as many children as there are.
    pub fn each(self, children: impl IntoIterator<Item = impl Into<View>>) -> Self {
        children.into_iter().fold(self, |element, child| element.around(child.into()))
    }

    /// As a view.
    #[inline(never)]
    pub fn view(self) -> View {
        let Parts { tag, attributes, children } = *self.0;
        View::of(html::element::custom(tag).child(children).add_any_attr(attributes).into_any())
    }
}

impl From<El> for View {
    fn from(element: El) -> Self {
        element.view()
    }
}

/// Several views, one after the other.
#[inline(never)]
pub fn all(views: Vec<View>) -> View {
    View::of(views.into_iter().map(View::drawn).collect::<Vec<AnyView>>().into_any())
}

/// Words alone. One with a hyphen and a digit, as a reference, is broken nowhere while a line has room for it.
#[inline(never)]
pub fn words(words: &str) -> View {
    let text = |words: &str| View::of(words.to_owned().into_any());
    let is_whole = |word: &&str| word.contains('-') && word.bytes().any(|byte| byte.is_ascii_digit());
    let mut left = words;
    let mut parts = Vec::new();
    for word in words.split_ascii_whitespace().filter(is_whole) {
        if let Some((before, after)) = left.split_once(word) {
            parts.extend([text(before), span().class("whole").around(text(word)).view()]);
            left = after;
        }
    }
    if parts.is_empty() {
        return text(words);
    }
    parts.push(text(left));
    // One element: where a box lays its parts out side by side, a sentence is one of them.
    span().each(parts).view()
}

/// Nothing to show.
#[inline(never)]
pub fn nothing() -> View {
    View::of(().into_any())
}

/// The view if there is one.
pub fn or_nothing(view: Option<impl Into<View>>) -> View {
    view.map_or_else(nothing, Into::into)
}

/// A part that is drawn again whenever what it reads changes.
pub fn live(draw: impl FnMut() -> View + Send + 'static) -> View {
    drawn(Box::new(draw))
}

#[inline(never)]
fn drawn(mut draw: Box<dyn FnMut() -> View + Send>) -> View {
    let draw = move || {
        focus::keep();
        draw().drawn()
    };
    View::of(draw.into_any())
}

/// A part that is put up anew whenever what it reads changes: of what stood there nothing stays, no
/// control with what was typed into it either.
pub fn live_anew(mut draw: impl FnMut() -> View + Send + 'static) -> View {
    let mut turn = false;
    live(move || {
        turn = !turn;
        // Leptos patches what is of the same type and puts up anew what is not.
        let drawn = draw().drawn();
        View::of(if turn { Some(drawn).into_any() } else { vec![drawn].into_any() })
    })
}

/// Words that follow what the closure reads.
pub fn live_words(say: impl Fn() -> Option<String> + Send + 'static) -> View {
    live(move || say().map_or_else(nothing, |said| words(&said)))
}
