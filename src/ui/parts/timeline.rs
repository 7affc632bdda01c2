//! The log as people read it: what happened, what was said with it, who signed.

use leptos::prelude::*;

use crate::casebook::views::TimelineEntry;
use crate::ui::words::{dates, dispute, exchange};

/// The entries, in the order that they come in.
pub fn timeline(entries: &[TimelineEntry]) -> AnyView {
    let each = entries.iter().map(entry);
    view! { <ol class="timeline">{each.collect_view()}</ol> }.into_any()
}

fn entry(entry: &TimelineEntry) -> AnyView {
    let said = entry.said.iter().cloned().map(|(label, words)| {
        view! {
            <p class="soft">{label}</p>
            <p class="said">{words}</p>
        }
    });
    let erased = entry.words_erased.then(|| view! { <p class="soft">{dispute::ERASED}</p> });
    let waits = (entry.waits_for > 0)
        .then(|| view! { <p class="by soon">{exchange::waits_for(entry.waits_for)}</p> });
    let signed = [&exchange::signed(&entry.signer), "; ", &exchange::travel(entry.travel)].concat();
    view! {
        <li>
            <p class="soft">{dates::moment(entry.at)}</p>
            <p class="what">{entry.what.clone()}</p>
            {said.collect_view()}
            {erased}
            {waits}
            <p class="soft">{signed}</p>
        </li>
    }
    .into_any()
}
