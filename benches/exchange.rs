//! What the desk takes in, side by side: signatures verified beside OpenSSL and jose on the same cores, and a simulated
//! Maildir of 1,000 and of 10,000 messages. Ratios travel between machines; the figures beside them are this machine's.

#[path = "timed/median.rs"]
mod median;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use accord::bundle::{Bundle, Question};
use accord::casebook::desk::{make_casebook, profile};
use accord::casebook::simulated::{Simulation, simulate};
use median::milliseconds;

const PASSPHRASE: &str = "copper meadow lantern sixty";
const FOLDER: &str = "target/exchange";

fn main() {
    let _ = fs::remove_dir_all(FOLDER);
    signatures();
    for messages in [1_000, 10_000] {
        intake(messages);
    }
    let _ = fs::remove_dir_all(FOLDER);
}

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn signatures() {
    let (mut files, of) = (Vec::new(), Simulation { seed: 1, disputes: 30, pack: None });
    let mut keep = |place: &str, bytes: &[u8]| {
        if place.ends_with("-readable.json") {
            files.push(bytes.to_vec());
        }
        Ok(())
    };
    simulate(&of, &mut keep, None).expect("made");
    let asked = |file: &Vec<u8>| Bundle::read(file).expect("a file").verify().questions().to_vec();
    let questions: Vec<Question> =
        files.iter().flat_map(asked).filter(|one| matches!(one, Question::Signed { .. })).collect();
    let all = || assert!(questions.iter().all(Question::is_so));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let on_all = || {
        thread::scope(|scope| (0..cores).for_each(|_| drop(scope.spawn(all))));
    };
    // In turn, so that a neighbour's work falls on all.
    let (mut alone, mut together) = (Vec::new(), Vec::new());
    for _ in 0..7 {
        let jose = jose();
        alone.push([rate(questions.len(), milliseconds(5, all)), openssl(1), jose[0]]);
        together.push([rate(questions.len() * cores, milliseconds(5, on_all)), openssl(cores), jose[1]]);
    }
    println!("\nVerifying (ES256), signatures a second: ours, OpenSSL's, those of jose in Node");
    told("one after the other", &alone);
    told(&format!("on all {cores} cores"), &together);
    let whole = milliseconds(5, || {
        for file in &files {
            black_box(Bundle::read(file).expect("a file").verify().settled().expect("it holds"));
        }
    });
    let events: usize =
        files.iter().map(|file| file.windows(15).filter(|at| at == b"\"disclosures\":[").count()).sum();
    println!("  entries of whole files, read and verified: {:.0} a second", rate(events, whole));
}

/// The medians, and ours against each.
#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn told(how: &str, figures: &[[f64; 3]]) {
    let median = |of: &dyn Fn(&[f64; 3]) -> f64| {
        let mut all: Vec<f64> = figures.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    let [ours, openssl, jose] = [0, 1, 2].map(|n| median(&|of| of[n]));
    let [to_openssl, to_jose] = [1, 2].map(|n| median(&|of| of[0] / of[n]));
    println!(
        "  {how:<20} {ours:>7.0} {openssl:>7.0} {jose:>7.0}   ratio to OpenSSL {to_openssl:.2}, to jose {to_jose:.2}"
    );
}

/// Verifications a second, one after the other and many at once.
fn jose() -> [f64; 2] {
    let output = Command::new("node").arg("benches/exchange/jose.mjs").output().expect("node runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let figures: Vec<f64> = said.split_whitespace().filter_map(|figure| figure.parse().ok()).collect();
    figures.try_into().unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn rate(times: usize, milliseconds: f64) -> f64 {
    times as f64 * 1_000.0 / milliseconds
}

/// Verifications a second, as OpenSSL counts them.
fn openssl(cores: usize) -> f64 {
    let mut speed = Command::new("openssl");
    // By the clock, as everything else here: a neighbour takes from all alike.
    speed.args(["speed", "-elapsed", "-seconds", "1", "-mr"]);
    if cores > 1 {
        speed.args(["-multi", &cores.to_string()]);
    }
    let said = speed.arg("ecdsap256").stderr(Stdio::null()).output().expect("openssl runs");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    // `+F4:…:bits:seconds a signature:seconds a verification`, the sum of all last.
    let line = said.lines().rfind(|line| line.starts_with("+F4:")).expect("a figure");
    let each: f64 = line.rsplit(':').next().and_then(|each| each.parse().ok()).expect("a number");
    if each < 1.0 { 1.0 / each } else { each }
}

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn intake(messages: usize) {
    let folder = Path::new(FOLDER).join(messages.to_string());
    let mail = folder.join("mail");
    for part in ["cur", "new", "tmp"] {
        fs::create_dir_all(mail.join(part)).expect("made");
    }
    let mut written = 0;
    // A few more disputes than are needed; what comes after the last message is left out.
    let of = Simulation { seed: 2, disputes: messages / 6, pack: None };
    let mut write = |place: &str, bytes: &[u8]| {
        if !place.starts_with("mail/") || written == messages {
            return Ok(());
        }
        written += 1;
        fs::write(folder.join(place), bytes)
    };
    simulate(&of, &mut write, None).expect("made");
    let desk = folder.join("desk");
    let manager = profile(Some("havering"), "School", "Business manager", "Manager").expect("a profile");
    make_casebook(&desk, PASSPHRASE, &manager, "Havering").expect("made");
    let mut peak = 0;
    let took = milliseconds(1, || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
        command.arg("intake").arg(&mail).arg("--desk").arg(&desk).env("ACCORD_PASSPHRASE", PASSPHRASE);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("begun");
        while child.try_wait().expect("asked").is_none() {
            peak = peak.max(most_memory(&child));
            thread::sleep(Duration::from_millis(20));
        }
    });
    println!(
        "\nIntake of {written} messages: {:.0} a second, at most {} MB of memory",
        rate(written, took),
        peak / 1_024
    );
}

/// The most memory that it has had so far, in kB, where the system says so.
fn most_memory(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
