//! What a file would change, before anything is stored.

use leptos::prelude::*;

use crate::casebook::views::{ImportPreview, Standing};
use crate::ui::parts::timeline::timeline;
use crate::ui::words::exchange as words;

/// The preview of a file.
pub fn preview(found: &ImportPreview) -> AnyView {
    let signers = found.signers.iter().map(|(signer, entries)| {
        view! { <li>{words::signed(signer)} ": " {words::entries(*entries)}</li> }
    });
    let unknown = found.signers.iter().any(|(signer, _)| signer.standing == Standing::NotConfirmed);
    let warnings = found.warnings.iter().map(|warning| {
        let (happened, to_do) = (warning.happened.clone(), warning.to_do.clone());
        view! { <p class="notice late">{happened} " " {to_do}</p> }
    });
    let before = found.before.as_ref().map(|before| {
        view! {
            <p>
                <strong>{words::NOW}</strong>
                ": "
                {words::standpoint(before)}
            </p>
        }
    });
    view! {
        <p class="what">{found.title.clone()}</p>
        <p>{words::here(found.here)} " " {words::counts(found.new_entries.len(), found.known_entries)}</p>
        {(found.words_back > 0).then(|| view! { <p>{words::words_back(found.words_back)}</p> })}
        {before}
        <p>
            <strong>{words::THEN}</strong>
            ": "
            {words::standpoint(&found.after)}
        </p>
        {(found.pending > 0).then(|| view! { <p class="notice">{words::waits(found.pending, found.missing)}</p> })}
        {warnings.collect_view()}
        <h2>{words::SIGNERS}</h2>
        <ul>{signers.collect_view()}</ul>
        <p>{words::MADE_BY} " " {words::signed(&found.exporter)}</p>
        {unknown.then(|| view! { <p>{words::UNKNOWN_SIGNER}</p> })}
        {if found.new_entries.is_empty() {
            (found.words_back == 0).then(|| view! { <p>{words::NOTHING_NEW}</p> }).into_any()
        } else {
            view! {
                <h2>{words::NEW_ENTRIES}</h2>
                {timeline(&found.new_entries)}
            }
            .into_any()
        }}
    }
    .into_any()
}
