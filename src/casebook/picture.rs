//! A dispute drawn for a report: the ladder as rungs on a rail, and below it what happened, as one SVG that
//! stands alone. In it is what the screen shows without people's names and without recorded words.

use super::dates::{long_date, long_due, long_moment};
use super::views::{Clock, DisputeView, Kept, Place, Rung};
use crate::calendar::Moment;
use crate::words::{dispute, entries as words};

/// Units across; as many letters of the text fit on a line as [`LETTERS`] says.
const WIDTH: usize = 760;
const LETTERS: usize = 66;
const LINE: usize = 22;

/// The drawing.
pub fn picture(view: &DisputeView) -> String {
    let mut drawn = Drawn { y: 20, marks: String::new() };
    drawn.words("title", &view.title);
    drawn.words("soft", &[&view.procedure.partnership, ", ", &long_date(view.now.date())].concat());
    drawn.y += LINE;
    for (n, rung) in view.ladder.iter().enumerate() {
        drawn.rung(rung, n + 1 == view.ladder.len());
        for duty in view.duties.iter().filter(|duty| rung.clocks.contains(&duty.key)) {
            let Some(by) = duty.by else { continue };
            if rung.clocks.len() > 1 {
                drawn.words("soft", &duty.what());
            }
            let say = match duty.clock {
                Clock::AtOnce => dispute::at_once(&long_moment(duty.opened)),
                _ => words::by(&long_due(by)),
            };
            drawn.words("bold", &say);
        }
        drawn.y += LINE / 2;
    }
    drawn.y += LINE;
    for entry in view.timeline.iter().rev() {
        drawn.dot();
        drawn.words("soft", &long_date(entry.at.date()));
        drawn.words("bold", &entry.what);
        drawn.y += LINE / 3;
    }
    drawn.whole(&view.title)
}

struct Drawn {
    y: usize,
    marks: String,
}

impl Drawn {
    fn rung(&mut self, rung: &Rung, is_last: bool) {
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
        let title = if rung.title.is_empty() || rung.title == rung.name {
            rung.name.clone()
        } else {
            [&rung.name, ": ", &rung.title].concat()
        };
        self.words("bold", &title);
        match (&rung.raising, &rung.responding) {
            (Some(one), Some(other)) => self.words("soft", &words::with(one, other)),
            (Some(one), None) | (None, Some(one)) => self.words("soft", one),
            (None, None) => {}
        }
        if let Some(entered) = rung.entered {
            self.words("soft", &stay(entered, rung));
        }
        if !is_last {
            // Below the circle, so that it does not show through.
            let line = format!("<path class=\"rail\" d=\"M24 {top}V{}\"/>", self.y + LINE);
            self.marks.insert_str(rail, &line);
        }
    }

    fn dot(&mut self) {
        let y = self.y + LINE / 2;
        self.put(&format!("<circle class=\"coming\" cx=\"24\" cy=\"{y}\" r=\"5\"/>"));
    }

    fn words(&mut self, class: &str, words: &str) {
        for line in wrapped(words) {
            self.y += LINE;
            let line = plain(&line);
            self.put(&format!("<text class=\"{class}\" x=\"56\" y=\"{}\">{line}</text>", self.y - 6));
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
    .bold{font-weight:700}.soft{fill:#4a5252}.rail{stroke:#b6c0c0;stroke-width:3}\
    circle{fill:#fff;stroke:#4a5252;stroke-width:2}circle.passed{stroke:#1d6b34}\
    circle.current{fill:#00625f;stroke:#00625f}.mark{text-anchor:middle;font-weight:700}text.current{fill:#fff}";

fn stay(entered: Moment, rung: &Rung) -> String {
    let entered = long_date(entered.date());
    let kept = match rung.kept {
        Some(Kept::InTime) => "time",
        Some(Kept::Late) => "late",
        None => "",
    };
    match rung.left {
        Some(left) => words::stayed(kept, &entered, &long_date(left.date())),
        None => words::since(&entered),
    }
}

fn number(rung: &Rung) -> String {
    rung.name.chars().filter(char::is_ascii_digit).collect()
}

/// Lines of at most so many letters, broken between words.
fn wrapped(words: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LETTERS => {
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
