//! The log as people read it: what happened, what was said with it, who signed.

use crate::casebook::views::TimelineEntry;
use crate::ui::element::{El, View, li, ol, p};
use crate::ui::words::{dates, dispute, exchange};

/// The entries, in the order that they come in.
pub fn timeline(entries: &[TimelineEntry]) -> View {
    listed(entries.iter().map(entry)).view()
}

/// Entries of [`entry`] below each other.
pub fn listed(entries: impl Iterator<Item = El>) -> El {
    ol().class("timeline").each(entries)
}

/// One entry.
pub fn entry(entry: &TimelineEntry) -> El {
    let said = entry
        .said
        .iter()
        .flat_map(|(label, words)| [p().class("soft").text(label), p().class("said").text(words)]);
    let erased = entry.words_erased.then(|| p().class("soft").text(dispute::ERASED));
    let waits =
        (entry.waits_for > 0).then(|| p().class("by soon").text(&exchange::waits_for(entry.waits_for)));
    let signed = [&exchange::signed(&entry.signer), "; ", &exchange::travel(entry.travel)].concat();
    li().child(p().class("soft").text(&dates::moment(entry.at)))
        .child(p().class("what").text(&entry.what))
        .each(said)
        .maybe(erased)
        .maybe(waits)
        .child(p().class("soft").text(&signed))
        .maybe(entry.received.map(|at| p().class("soft").text(&exchange::received(&dates::moment(at)))))
}
