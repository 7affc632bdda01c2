//! A dispute drawn for a report: the ladder as rungs on a rail, and below it what happened, as one SVG that
//! stands alone. In it is what the screen shows without people's names and without recorded words; the sides have
//! their agencies' names, because a report is read on both.

use chrono::NaiveDate;

use super::dates::{by_when, listed, long_date};
use super::ladder::{at_step, bar, budgets, cell, stay, who_acts};
use super::views::{Clock, DateStanding, DisputeView, DutyLine, Part, Place, Rung};
use crate::words::dispute as words;

/// Units across; as many letters of the text fit on a line as [`LETTERS`] says, of the title, which is larger, fewer.
const WIDTH: usize = 760;
const LETTERS: usize = 66;
const OF_TITLE: usize = 52;
const LINE: usize = 22;
/// Where the text begins, and how much a line of it takes.
const LEFT: usize = 56;
const ROOM: usize = 700;

/// The drawing.
pub fn picture(view: &DisputeView) -> String {
    let mut drawn = Drawn { y: 20, marks: String::new() };
    drawn.words("title", &view.title);
    drawn.words("soft", &[&view.procedure.partnership, ", ", &long_date(view.now.date())].concat());
    drawn.y += LINE;
    for (n, rung) in view.ladder.iter().enumerate() {
        drawn.rung(rung, view, n + 1 == view.ladder.len());
        drawn.y += LINE / 2;
    }
    for duty in budgets(view) {
        drawn.words("bold", &duty.text);
        drawn.clock(duty, view.now.date());
    }
    drawn.y += LINE;
    for entry in view.timeline.iter().rev() {
        drawn.dot();
        drawn.words("soft", &long_date(entry.at.date()));
        drawn.words("bold", &entry.what);
        drawn.words("soft", entry.signer.role.as_ref().unwrap_or(&entry.signer.name));
        drawn.y += LINE / 3;
    }
    drawn.whole(&view.title)
}

struct Drawn {
    y: usize,
    marks: String,
}

impl Drawn {
    fn rung(&mut self, rung: &Rung, view: &DisputeView, is_last: bool) {
        let top = self.y + LINE / 2;
        let (class, mark) = match rung.place {
            Place::Passed => ("passed", "\u{2713}".to_owned()),
            Place::Current | Place::Held => ("current", number(rung)),
            Place::Coming => ("coming", number(rung)),
        };
        let rail = self.marks.len();
        self.put(&format!(
            "<circle class=\"{class}\" cx=\"24\" cy=\"{top}\" r=\"15\"/>\
             <text class=\"mark {class}\" x=\"24\" y=\"{}\">{mark}</text>",
            top + 6
        ));
        self.words("bold", &at_step(&rung.name, &rung.title));
        let raised = side(view, Part::Raising, words::RAISING_SIDE.said());
        let answers = side(view, Part::Other, words::ANSWERING_SIDE.said());
        for line in who_acts(rung, &raised, &answers).iter().chain(&stay(rung)) {
            self.words("soft", line);
        }
        for duty in view.duties.iter().filter(|duty| rung.clocks.contains(&duty.key)) {
            if rung.clocks.len() > 1 {
                self.words("soft", &duty.what());
            }
            self.clock(duty, view.now.date());
        }
        if !is_last {
            // Below the circle, so that it does not show through.
            let line = format!("<path class=\"rail\" d=\"M24 {top}V{}\"/>", self.y + LINE);
            self.marks.insert_str(rail, &line);
        }
    }

    /// By when, and a bar of the days that lead to it.
    fn clock(&mut self, duty: &DutyLine, today: NaiveDate) {
        let Some(say) = by_when(duty) else { return };
        let class = if matches!(duty.clock, Clock::Overdue(_) | Clock::AtOnce) { "late" } else { "bold" };
        self.words(class, &say);
        if duty.standing == Some(DateStanding::Reminder) {
            self.words("soft", words::REMINDER.said());
        }
        let days = bar(duty);
        if days.is_empty() {
            return;
        }
        // All of them fit into the column, and a few are not larger than the words.
        let step = (ROOM / days.len()).min(14);
        let (mut x, y, wide) = (LEFT + 1, self.y + 2, step - 4);
        for day in days {
            let cell = cell(day, today);
            if cell == "gap" {
                x += 4;
                continue;
            }
            self.put(&format!(
                "<rect class=\"{cell} {class}\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{wide}\"/>"
            ));
            x += step;
        }
        self.y += step;
    }

    fn dot(&mut self) {
        let y = self.y + LINE / 2;
        self.put(&format!("<circle class=\"coming\" cx=\"24\" cy=\"{y}\" r=\"5\"/>"));
    }

    fn words(&mut self, class: &str, words: &str) {
        let most = if class == "title" { OF_TITLE } else { LETTERS };
        for line in wrapped(words, most) {
            self.y += LINE;
            let line = plain(&line);
            self.put(&format!("<text class=\"{class}\" x=\"{LEFT}\" y=\"{}\">{line}</text>", self.y - 6));
        }
    }

    fn put(&mut self, mark: &str) {
        self.marks.push_str(mark);
    }

    fn whole(self, title: &str) -> String {
        let (height, marks, title) = (self.y + LINE, self.marks, plain(title));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\">\
             <title>{title}</title><style>{STYLE}</style>\
             <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>{marks}</svg>"
        )
    }
}

const STYLE: &str = "text{font:16px sans-serif;fill:#1b1f1f}.title{font-weight:700;font-size:20px}\
    .bold,.late{font-weight:700}.soft{fill:#4a5252}.rail{stroke:#b6c0c0;stroke-width:3}\
    circle{fill:#fff;stroke:#4a5252;stroke-width:2}circle.passed{stroke:#1d6b34}\
    circle.current,.gone{fill:#00625f;stroke:#00625f}.left,.zero{fill:#fff;stroke:#00625f}.late{fill:#9a2c16}\
    rect.late{stroke:#9a2c16}rect.zero{fill:#fff;rx:5px}.mark{text-anchor:middle;font-weight:700}text.current{fill:#fff}";

/// The agencies of a side; while none is named, what else it is called.
fn side(view: &DisputeView, part: Part, unnamed: &str) -> String {
    let of_part = view.parties.iter().filter(|party| party.part == part);
    let agencies: Vec<_> = of_part.map(|party| party.label.clone()).collect();
    if agencies.is_empty() { unnamed.to_owned() } else { listed(&agencies) }
}

fn number(rung: &Rung) -> String {
    rung.name.chars().filter(char::is_ascii_digit).collect()
}

/// Lines of at most so many letters, broken between words.
fn wrapped(words: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn plain(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
