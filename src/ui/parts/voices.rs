//! Two voices: what each side holds, the same size and weight; what is agreed stands before them.

use crate::casebook::dates::capital;
use crate::casebook::views::{Said, Voice, Voices};
use crate::ui::element::{El, View, all, div, h3, or_nothing, p};
use crate::ui::words::dates;
use crate::ui::words::dispute as words;

/// Both positions.
pub fn voices(voices: &Voices) -> View {
    let agreed =
        (!voices.agreed.is_empty()).then(|| div().class("agreed").each(voices.agreed.iter().flat_map(said)));
    all(vec![or_nothing(agreed), div().class("voices").each(voices.sides.iter().map(voice)).view()])
}

fn voice(voice: &Voice) -> El {
    let name = if voice.ours { words::ours(&voice.agency) } else { capital(&voice.agency) };
    let silent = voice.said.is_empty().then(|| p().class("soft").text(words::SILENT));
    div().child(h3().text(&name)).maybe(silent).each(voice.said.iter().flat_map(said))
}

fn said(said: &Said) -> [El; 2] {
    let label = [&said.label, ", ", &dates::day(said.at.date())].concat();
    [p().class("soft").text(&label), p().class("said").text(&said.words)]
}
