//! A list that may be long: its first lines, and more on demand, so that a thousand disputes cost a phone
//! no more than ten.

use leptos::prelude::*;

use crate::ui::element::{El, View, all, button, live, or_nothing, ul};
use crate::ui::words;

const AT_ONCE: usize = 10;

/// A list of `count` lines; `line` draws the nth.
pub fn shortened(count: usize, line: impl Fn(usize) -> El + Send + 'static) -> View {
    drawn(count, Box::new(line))
}

fn drawn(count: usize, line: Box<dyn Fn(usize) -> El + Send>) -> View {
    let shown = RwSignal::new(AT_ONCE);
    let lines = live(move || ul().class("plain").each((0..shown.get().min(count)).map(&line)).view());
    let more = live(move || {
        let left = count.saturating_sub(shown.get());
        or_nothing((left > 0).then(|| {
            let show = button().attr("type", "button").class("second");
            show.on("click", move |_| shown.update(|n| *n += AT_ONCE)).text(&words::more(left))
        }))
    });
    all(vec![lines, more])
}
