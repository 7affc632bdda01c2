//! Messages that a mail builder made in Rust, as other programs write them: what is in them is found, sealed or not.

use std::path::Path;
use std::process::Command;

use accord::casebook::desk::OwnCasebook;
use accord::casebook::views::Imported;
use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::mime::MimePart;

use super::fresh;

const PASSPHRASE: &str = "a test passphrase that everybody knows";

fn message<'x>() -> MessageBuilder<'x> {
    MessageBuilder::new()
        .from(("Siân ap Rhys", "sian@school.example"))
        .to(vec![("Kinderschutz-Büro", "desk@partnership.example"), ("台北", "other@partnership.example")])
        .subject("Die Unterlagen: „streng vertraulich“ – 機密")
        .message_id("built@school.example")
        .date(1_795_600_000_i64)
}

fn bytes(message: MessageBuilder<'_>) -> Vec<u8> {
    message.write_to_vec().expect("written")
}

/// The same file in messages of every kind that the builder makes.
fn built(file: &str) -> Vec<(&'static str, Vec<u8>)> {
    let attached = || {
        message().text_body("Im Anhang.").attachment(
            "application/json",
            "accord.json",
            file.as_bytes().to_vec(),
        )
    };
    let alternative = MimePart::new(
        ContentType::new("multipart/alternative"),
        vec![
            MimePart::new("text/plain", file.to_owned()),
            MimePart::new("text/html", "<p>Grüße</p>".to_owned()),
        ],
    );
    let related = MimePart::new(
        ContentType::new("multipart/related"),
        vec![
            MimePart::new("text/html", "<p>Grüße</p>".to_owned()),
            MimePart::new("image/png", file.as_bytes().to_vec()).inline().cid("logo@school.example"),
        ],
    );
    vec![
        ("attached", bytes(attached())),
        (
            "attached as text under a name of three scripts",
            bytes(message().text_body("x").attachment(
                "text/plain",
                "Stellungnahme – 意見.txt",
                file.to_owned(),
            )),
        ),
        ("in the body", bytes(message().text_body(file.to_owned()))),
        ("in a page", bytes(message().text_body("x").html_body(file.to_owned()))),
        ("one of two ways to say it", bytes(message().body(alternative))),
        ("as a picture of a page", bytes(message().body(related))),
        (
            "forwarded",
            bytes(message().text_body("Zur Kenntnis.").attachment(
                "message/rfc822",
                "Unterlagen.eml",
                bytes(attached()),
            )),
        ),
    ]
}

fn simulated(dir: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    let made =
        command.args(["simulate", "--seed", "5", "--disputes", "2", "--out"]).arg(dir).output().expect("run");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

#[test]
fn what_a_mail_builder_in_rust_made_brings_the_sealed_and_the_readable_file_in_it() {
    let dir = fresh("built");
    simulated(&dir);
    let book = OwnCasebook::open(&dir.join("desk"), PASSPHRASE).expect("opened");
    for (number, kind) in [("00001", "sealed"), ("00002", "readable")] {
        let file = std::fs::read_to_string(dir.join(format!("bundles/{number}-{kind}.json"))).expect("read");
        for (nth, (how, message)) in built(&file).into_iter().enumerate() {
            let seen = book.take_in(&message).unwrap_or_else(|error| panic!("{how}, {kind}: {error:?}"));
            let [Ok(Imported { added, .. })] = &seen.files[..] else { panic!("{how}, {kind}: {seen:?}") };
            assert_eq!(*added > 0, nth == 0, "{how}, {kind}");
            assert_eq!(seen.from.as_deref(), Some("Siân ap Rhys <sian@school.example>"), "{how}, {kind}");
        }
    }
}
