//! The dates on the first screen, for the person's own calendar.

use std::sync::Arc;

use leptos::prelude::*;

use crate::casebook::reminders::{NAME, has_date, reminders};
use crate::casebook::views::HomeView;
use crate::ui::device::Download;
use crate::ui::element::{View, all, button, live_words, nothing, p};
use crate::ui::words::exchange::NO_DOWNLOAD;
use crate::ui::words::home as words;

/// The button that makes the file, and what to do with it; nothing where there is no date.
pub fn to_calendar(view: &Arc<HomeView>) -> View {
    if ![&view.due, &view.theirs, &view.coming].into_iter().flatten().any(has_date) {
        return nothing();
    }
    let said = RwSignal::new(None::<&str>);
    let held = StoredValue::new_local(None::<Download>);
    let view = view.clone();
    let make = move |_| {
        let dated = view.due.iter().chain(&view.theirs).chain(&view.coming);
        let made = Download::hand_out(NAME, &reminders(dated, view.now), "text/calendar");
        said.set(Some(if made.is_some() { words::IN_CALENDAR_TO_DO } else { NO_DOWNLOAD }));
        held.set_value(made);
    };
    let button = button().attr("type", "button").class("wordly").on("click", make).text(words::IN_CALENDAR);
    let status = p().attr("role", "status").child(live_words(move || said.get().map(str::to_owned)));
    all(vec![p().class("go").child(button).view(), status.view()])
}
