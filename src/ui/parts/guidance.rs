//! What a procedure tells people: guidance, how its words are read, the words for a step.

use super::copy::copy_button;
use super::folded::folded;
use crate::casebook::views::{AtStep, GuidanceLine, ReadingLine, StepWords};
use crate::ui::element::{El, View, all, div, h3, li, nothing, or_nothing, p, span, ul};
use crate::ui::words::help as words;

/// Guidance, a line each with its paragraph.
pub fn guidance(lines: &[GuidanceLine]) -> El {
    let line = |line: &GuidanceLine| {
        let at = (!line.paragraph.is_empty()).then(|| words::in_paragraph(&line.paragraph));
        li().text(&line.text).maybe(at.map(|at| span().class("soft").text(" ").text(&at)))
    };
    ul().each(lines.iter().map(line))
}

/// Guidance that opens on demand; nothing where there is none.
pub fn folded_guidance(lines: &[GuidanceLine]) -> View {
    or_nothing((!lines.is_empty()).then(|| folded(words::GOOD_TO_KNOW, guidance(lines))))
}

/// Readings: the source's words, ours, and who reads them so.
pub fn readings(lines: &[ReadingLine]) -> View {
    if lines.is_empty() {
        return nothing();
    }
    let line = |line: &ReadingLine| {
        let words = (!line.words.is_empty()).then(|| p().class("what").text(&words::quoted(&line.words)));
        let by = (!line.by.is_empty()).then(|| p().class("soft").text(&words::read_by(&line.by)));
        li().maybe(words).child(p().text(&words::reading(&line.id, &line.text))).maybe(by)
    };
    ul().class("plain readings").each(lines.iter().map(line)).view()
}

/// What helps at a step: the words, then what is good to know. Each opens on demand; the words stand open while the
/// other side has still to be told.
pub fn at_step(step: &AtStep, to_tell: bool) -> View {
    let words = step
        .words
        .as_ref()
        .map(|said| folded(&words::words_at(&step.step), step_words(said)).prop("open", to_tell));
    all(vec![or_nothing(words), folded_guidance(&step.guidance)])
}

fn step_words(said: &StepWords) -> El {
    let script = (!said.script.is_empty())
        .then(|| all(vec![h3().text(words::SAY).view(), p().class("said").text(&said.script).view()]));
    let send = (!said.send.is_empty()).then(|| all(vec![h3().text(words::SEND).view(), to_send(&said.send)]));
    div().maybe(script).maybe(send)
}

/// A text to send, with what to fill in in square brackets: nothing is sent by itself.
pub fn to_send(text: &str) -> View {
    let fill_in = p().class("soft").text(words::FILL_IN);
    all(vec![p().class("said").text(text).view(), fill_in.view(), copy_button(text.to_owned())])
}
