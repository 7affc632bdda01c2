//! What a file would change, before anything is stored.

use crate::casebook::views::ImportPreview;
use crate::ui::element::{El, View, all, h2, li, nothing, or_nothing, p, strong, ul};
use crate::ui::parts::timeline::timeline;
use crate::ui::words::exchange as words;

/// The preview of a file.
pub fn preview(found: &ImportPreview) -> View {
    let signers = found.signers.iter().map(|(signer, entries)| {
        li().text(&[&words::signed(signer), ": ", &words::entries(*entries)].concat())
    });
    let unknown = found.signers.iter().any(|(signer, _)| !signer.standing.counts());
    let warnings = found.warnings.iter().map(|warning| {
        p().class("notice late").text(&[&warning.happened, " ", &warning.to_do].concat()).view()
    });
    let counts = words::counts(found.new_entries.len(), found.known_entries);
    let pending =
        (found.pending > 0).then(|| p().class("notice").text(&words::waits(found.pending, found.missing)));
    let new = match found.new_entries.as_slice() {
        [] if found.words_back == 0 => p().text(words::NOTHING_NEW).view(),
        [] => nothing(),
        new => all(vec![h2().text(words::NEW_ENTRIES).view(), timeline(new)]),
    };
    all(vec![
        p().class("what").text(&found.title).view(),
        p().text(&[words::here(found.here), " ", &counts].concat()).view(),
        or_nothing((found.words_back > 0).then(|| p().text(&words::words_back(found.words_back)))),
        or_nothing(found.before.as_ref().map(|before| stands(words::NOW, &words::standpoint(before)))),
        stands(words::THEN, &words::standpoint(&found.after)).view(),
        or_nothing(pending),
        all(warnings.collect()),
        h2().text(words::SIGNERS).view(),
        ul().each(signers).view(),
        p().text(&[words::MADE_BY, " ", &words::signed(&found.exporter)].concat()).view(),
        or_nothing(unknown.then(|| p().text(words::UNKNOWN_SIGNER))),
        new,
    ])
}

/// Where the dispute stands at one of two times.
fn stands(when: &str, point: &str) -> El {
    p().child(strong().text(when)).text(": ").text(point)
}
