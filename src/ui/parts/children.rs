//! The children of a form: a local reference each, and what the procedure asks of it.

use leptos::prelude::*;

use super::field::field;
use super::link::focus_on;
use super::trouble::{Trouble, control_id, wrong_with};
use crate::casebook::views::Ask;
use crate::ui::draft::{child_key, take_child_out};
use crate::ui::session::Draft;
use crate::ui::words::dispute as words;

/// The rows of children.
pub fn children(ask: &Ask, inner: &[Ask], draft: Draft, trouble: Trouble) -> AnyView {
    let (id, label, hint) = (ask.id.clone(), ask.label.clone(), ask.hint.clone());
    let inner: Vec<Ask> = inner.to_vec();
    let said = draft.with_untracked(|answers| answers.get(&id).map_or(0, Vec::len));
    let rows = RwSignal::new(said.max(1));
    let drawn = RwSignal::new(0u32);
    let wrong = wrong_with(id.clone(), trouble);

    let each = {
        let id = id.clone();
        move || {
            drawn.track();
            let n = rows.get();
            (0..n).map(|row| child(&id, &inner, row, n, rows, drawn, draft, trouble)).collect_view()
        }
    };
    let add = move |_| {
        rows.update(|n| *n += 1);
        let last = control_id(&child_key(&id, rows.get_untracked() - 1));
        request_animation_frame(move || focus_on(&last));
    };
    view! {
        <fieldset>
            <legend>{label}</legend>
            {hint.map(|hint| view! { <span class="hint">{hint}</span> })}
            {move || wrong().map(|say| view! { <span class="wrong">{say}</span> })}
            {each}
            <button type="button" class="second" on:click=add>
                {words::ADD_CHILD}
            </button>
        </fieldset>
    }
    .into_any()
}

#[expect(clippy::too_many_arguments, reason = "one row of the list above, drawn in one place only")]
fn child(
    id: &str,
    inner: &[Ask],
    row: usize,
    of: usize,
    rows: RwSignal<usize>,
    drawn: RwSignal<u32>,
    draft: Draft,
    trouble: Trouble,
) -> AnyView {
    let key = child_key(id, row);
    let control = if row == 0 { control_id(id) } else { control_id(&key) };
    let said = draft.with_untracked(|answers| {
        answers.get(id).and_then(|references| references.get(row)).cloned().unwrap_or_default()
    });
    let write = {
        let id = id.to_owned();
        move |event| {
            let reference = event_target_value(&event);
            draft.update(|answers| {
                let references = answers.entry(id.clone()).or_default();
                references.resize(references.len().max(row + 1), String::new());
                references[row] = reference;
            });
        }
    };
    let remove = {
        let id = id.to_owned();
        move |_| {
            draft.update(|answers| take_child_out(answers, &id, row));
            rows.update(|n| *n -= 1);
            drawn.update(|n| *n += 1);
        }
    };
    let asks = inner.iter().map(|ask| {
        // A child fact that nobody knows yet is left unsaid, not guessed.
        field(ask, [&key, ".", &ask.id].concat(), draft, trouble)
    });
    view! {
        <fieldset class="child">
            <legend>{words::child(row)}</legend>
            <div class="field">
                <label for=control.clone()>{words::CHILD_REFERENCE}</label>
                <span class="hint">{words::CHILD_HINT}</span>
                <input id=control type="text" autocomplete="off" prop:value=said on:input=write />
            </div>
            {asks.collect_view()}
            {(of > 1)
                .then(|| {
                    view! {
                        <button type="button" class="wordly" on:click=remove>
                            {words::remove_child(row)}
                        </button>
                    }
                })}
        </fieldset>
    }
    .into_any()
}
