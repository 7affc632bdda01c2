//! The whole road: messages go through a real server for sending into a real mailbox, come into the casebook from there,
//! and the receipts go back the same way. Nothing in the mailbox changes.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::servers::{DESK, HEADS, PASSWORD, Servers, files};
use super::{PASSPHRASE, desk, fresh, mail};

/// What the command is run with.
pub struct Run<'s> {
    servers: &'s Servers,
    pub address: String,
    pub password: String,
    pub trusts: Option<PathBuf>,
    pub more: Vec<String>,
}

impl<'s> Run<'s> {
    pub fn of(servers: &'s Servers) -> Self {
        Self {
            servers,
            address: format!("imaps://{DESK}@localhost:{}/INBOX", servers.imaps),
            password: PASSWORD.to_owned(),
            trusts: Some(servers.authority()),
            more: Vec::new(),
        }
    }

    /// With the answers written to a folder and sent.
    pub fn sending(self, replies: &Path) -> Self {
        let server = format!("smtps://{DESK}@localhost:{}", self.servers.smtps);
        let more =
            ["--replies", &replies.display().to_string(), "--send", &server].map(str::to_owned).to_vec();
        Self { more, ..self }
    }

    pub fn command(&self, dir: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
        command.arg("intake").arg(&self.address).arg("--json").args(&self.more).arg("--desk").arg(dir);
        if let Some(file) = &self.trusts {
            command.arg("--trust-ca").arg(file);
        }
        command.env("ACCORD_PASSPHRASE", PASSPHRASE).env("ACCORD_MAIL_PASSWORD", &self.password);
        command.env("ACCORD_SEND_PASSWORD", &self.password);
        command
    }

    /// Whether all was well, and what was said.
    pub fn run(&self, dir: &Path) -> (bool, Value) {
        let output = self.command(dir).output().expect("run");
        let said = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
            panic!("{error}: {}{}", String::from_utf8_lossy(&output.stderr), self.servers.logs())
        });
        (output.status.success(), said)
    }

    /// What is said where it cannot be done.
    fn refused(&self, dir: &Path) -> String {
        let (done, said) = self.run(dir);
        assert!(!done, "{said}");
        let told =
            |member: &str| said["error"][member].as_str().unwrap_or_else(|| panic!("{said}")).to_owned();
        [told("happened"), told("to_do")].join(" ")
    }
}

/// As it may travel: lines end with both characters.
fn with_line_ends(message: &[u8]) -> Vec<u8> {
    let lines = message.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.collect::<Vec<_>>().join(&b"\r\n"[..])
}

fn count(said: &Value, member: &str) -> u64 {
    said[member].as_u64().unwrap_or_else(|| panic!("{member}: {said}"))
}

/// A simulated mailbox, and where its messages come from.
pub fn simulated(name: &str, disputes: &str) -> (Vec<Vec<u8>>, Vec<String>) {
    let folder = fresh(name);
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    let made =
        command.args(["simulate", "--seed", "3", "--disputes", disputes, "--out"]).arg(&folder).output();
    assert!(made.expect("run").status.success());
    let messages: Vec<Vec<u8>> = files(&folder.join("mail")).into_iter().map(|(_, bytes)| bytes).collect();
    let mut senders: Vec<String> = messages.iter().filter_map(|bytes| sender(bytes)).collect();
    senders.sort();
    senders.dedup();
    (messages, senders)
}

fn sender(message: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(message);
    let from = text.lines().find(|line| line.starts_with("From: "))?;
    Some(from.split_once('<')?.1.split_once('@')?.0.to_owned())
}

#[test]
fn messages_come_in_over_the_line_and_receipts_go_back_and_nothing_in_the_mailbox_changes() {
    let (messages, senders) = simulated("road", "8");
    let mailboxes: Vec<&str> = senders.iter().skip(1).map(String::as_str).chain(["head"]).collect();
    let Some(servers) = Servers::begun("the whole road of a message", &mailboxes) else { return };
    let samples = ["attached", "quoted-printable", "about-lunch", "encoded-twice", "wrong-charset"];
    let samples = samples.map(|name| with_line_ends(&mail(&format!("made/{name}.eml"))));
    let all = [&messages[..], &samples[..]].concat();
    servers.deliver("desk", &all);
    let before = files(&servers.mailbox("desk"));
    assert_eq!(before.len(), all.len());

    let (book, dir) = desk("road-desk");
    drop(book);
    let replies = fresh("road-replies");
    let (_, said) = Run::of(&servers).sending(&replies).run(&dir);
    assert_eq!(count(&said, "looked_at"), all.len() as u64);
    // The same as from a folder of the same messages.
    let (book, beside) = desk("road-beside");
    drop(book);
    let folder = fresh("road-folder");
    std::fs::create_dir_all(&folder).expect("made");
    for (number, message) in all.iter().enumerate() {
        std::fs::write(folder.join(format!("{number:03}.eml")), message).expect("written");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    command.arg("intake").arg(&folder).arg("--json").arg("--desk").arg(&beside);
    let output = command.env("ACCORD_PASSPHRASE", PASSPHRASE).output().expect("run");
    let expected: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let brought = |said: &Value| {
        let of = |line: &Value| (line["dispute"].to_string(), line["added"].as_u64());
        let mut brought = std::collections::BTreeMap::new();
        for (dispute, added) in said["taken"].as_array().expect("taken").iter().map(of) {
            *brought.entry(dispute).or_insert(0) += added.unwrap_or_default();
        }
        brought
    };
    assert_eq!(brought(&said), brought(&expected));
    assert!(brought(&said).len() >= 8, "{said}");
    assert_eq!(said["left"].as_array().map(Vec::len), expected["left"].as_array().map(Vec::len));

    // Each answer is in the mailbox of whoever sent the message, but for the one who has none.
    let sending = &said["sending"];
    let refused: Vec<&str> = sending["unsent"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|of| of["why"]["happened"].as_str())
        .collect();
    assert!(
        !refused.is_empty()
            && refused.iter().all(|why| why.contains(&senders[0]) && why.contains("nobody is called so")),
        "{sending}"
    );
    assert!(sending["stopped"].is_null() && count(sending, "sent") > 5, "{sending}");
    let lie = |ending: &str| files_named(&replies, ending);
    assert_eq!(lie(".sent").len() as u64, count(sending, "sent"));
    assert_eq!(lie(".eml").len(), lie(".sent").len() + refused.len());
    let arrived = || mailboxes.iter().map(|local| files(&servers.mailbox(local)).len()).sum::<usize>();
    for _ in 0..200 {
        if arrived() as u64 == count(sending, "sent") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(arrived() as u64, count(sending, "sent"), "{}", servers.logs());
    let (_, letter) = &files(&servers.mailbox("head"))[0];
    let letter = String::from_utf8(letter.clone()).expect("ASCII");
    assert!(
        letter.contains("From: <desk@partnership.example>")
            && letter.contains("Auto-Submitted: auto-replied"),
        "{letter}"
    );
    assert!(letter.contains("To: <head@school.example>") && letter.contains("receipt-"), "{letter}");
    assert!(letter.contains("Return-path: <desk@partnership.example>"), "{letter}");

    // Whoever sent them finds a receipt there, which is nothing for a desk.
    let head = Run {
        address: format!("imaps://head%40school.example@localhost:{}", servers.imaps),
        password: HEADS.to_owned(),
        ..Run::of(&servers)
    };
    let (well, found) = head.run(&dir);
    assert!(well && count(&found, "looked_at") == files(&servers.mailbox("head")).len() as u64, "{found}");
    assert!(
        found["left"][0]["happened"].as_str().is_some_and(|told| told.contains("a receipt of a register")),
        "{found}"
    );

    // Again: nothing new, nothing sent twice, the same list; what was refused is tried again.
    let (_, again) = Run::of(&servers).sending(&replies).run(&dir);
    assert_eq!(brought(&again).values().sum::<u64>(), 0, "{again}");
    assert_eq!((count(&again, "receipts"), count(&again, "written")), (0, 0));
    assert_eq!(count(&again["sending"], "sent"), 0);
    assert_eq!(again["sending"]["unsent"], sending["unsent"]);
    assert_eq!(again["left"], said["left"]);
    assert_eq!(arrived() as u64, count(sending, "sent"));
    assert_eq!(files(&servers.mailbox("desk")), before, "something in the mailbox is another");

    // The other way to TLS, and the day on which a message came.
    let by_command = Run {
        address: format!("imap://{DESK}@localhost:{}", servers.imap),
        more: ["--since", "2000-01-31"].map(str::to_owned).to_vec(),
        ..Run::of(&servers)
    };
    assert_eq!(count(&by_command.run(&dir).1, "looked_at"), all.len() as u64);
    let later = Run { more: ["--since", "2100-01-01"].map(str::to_owned).to_vec(), ..by_command };
    assert_eq!(count(&later.run(&dir).1, "looked_at"), 0);
    assert!(servers.logs().contains("TLS"), "{}", servers.logs());
}

/// The names in a folder that end so.
pub fn files_named(dir: &Path, ending: &str) -> Vec<String> {
    let entries = std::fs::read_dir(dir).expect("listed");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(ending)).collect();
    names.sort();
    names
}

#[test]
fn what_is_wrong_with_a_server_is_said_with_what_to_do() {
    let Some(servers) = Servers::begun("what is wrong with a server", &["head"]) else { return };
    let (book, dir) = desk("road-refused");
    drop(book);
    let of = |change: &dyn Fn(&mut Run<'_>)| {
        let mut run = Run::of(&servers);
        change(&mut run);
        run.refused(&dir)
    };
    let said = of(&|run| run.password = "another".to_owned());
    assert!(said.contains("did not let desk@partnership.example in (it says: "), "{said}");
    assert!(said.contains("Check the user name and the password."), "{said}");
    let said = of(&|run| run.trusts = None);
    assert!(said.contains("Nobody whom this machine trusts signed the certificate of localhost"), "{said}");
    assert!(said.contains("--trust-ca"), "{said}");
    let said = of(&|run| run.trusts = Some(servers.dir.join("other-ca.pem")));
    assert!(said.contains("Nobody whom this machine trusts"), "{said}");
    let said = of(&|run| run.trusts = Some(servers.dir.join("users")));
    assert!(said.contains("holds no certificate"), "{said}");
    let said = of(&|run| run.address = run.address.replace("localhost", "127.0.0.1"));
    assert!(said.contains("127.0.0.1 shows the certificate of another machine"), "{said}");
    let said = of(&|run| run.address = run.address.replace("INBOX", "Safeguarding"));
    assert!(
        said.contains("There is no folder Safeguarding in the mailbox of desk@partnership.example."),
        "{said}"
    );
    assert!(said.contains("Name one of these: INBOX."), "{said}");
    let said = of(&|run| run.address = "imaps://u@nowhere.accord.invalid".to_owned());
    assert!(said.contains("No machine called nowhere.accord.invalid was found."), "{said}");
    let said = of(&|run| run.address = format!("imaps://{DESK}@localhost:{}", servers.imap));
    assert!(said.contains("does not speak TLS on port"), "{said}");
    let said = of(&|run| run.address = format!("imap://{DESK}@localhost:{}", servers.smtp));
    assert!(said.contains("is not what a mail server says"), "{said}");
    let free =
        std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("a port").port();
    let said = of(&|run| run.address = format!("imaps://{DESK}@localhost:{free}"));
    assert!(said.contains("takes no connection on port"), "{said}");
    let said = of(&|run| run.address = format!("imaps://desk:secret@localhost:{}", servers.imaps));
    assert!(said.contains("A password stands in the address") && !said.contains("secret"), "{said}");

    // Where only the sending fails, what came in stays, and the answers wait.
    servers.deliver("desk", &[with_line_ends(&mail("made/attached.eml"))]);
    let replies = fresh("road-waiting");
    let mut run = Run::of(&servers).sending(&replies);
    run.more[3] = format!("smtps://{DESK}@localhost:{free}");
    let (done, said) = run.run(&dir);
    assert!(
        !done && count(&said, "receipts") == 1 && count(&said["sending"]["stopped"], "waiting") == 1,
        "{said}"
    );
    assert!(files_named(&replies, ".sent").is_empty());
    // Also without a message to take in: what waits in the folder is sent.
    let mut run = Run::of(&servers).sending(&replies);
    run.more[3] = format!("smtp://{DESK}@localhost:{}", servers.smtp);
    run.more.extend(["--since", "2100-01-01"].map(str::to_owned));
    let (done, said) = run.run(&dir);
    assert!(done && count(&said["sending"], "sent") == 1, "{said} {}", servers.logs());
    servers.wait_until("head", 1);
}
