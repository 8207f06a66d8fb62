use super::place::Place;

const COMMANDS: [&str; 12] = [
    "index",
    "search",
    "claims",
    "extract",
    "speakers",
    "show",
    "status",
    "formats",
    "eval",
    "seeds",
    "completions",
    "man",
];

#[test]
fn help_names_every_command_and_fits() {
    let place = Place::new();
    let help = place.run(&["--help"]).done().stdout;
    for command in COMMANDS {
        assert!(help.contains(&format!("\n  {command} ")), "{command} in {help}");
        let own = place.run(&[command, "--help"]).done().stdout;
        assert!(own.contains("Usage: whosaid "), "{own}");
        assert!(own.lines().all(|line| line.chars().count() <= 130), "{own}");
    }
    assert!(place.run(&["--version"]).done().stdout.starts_with("whosaid "));
    assert_eq!(place.run(&[]).status, 2);
}

#[test]
fn completions_and_manual_pages() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = place.run(&["completions", shell]).done().stdout;
        assert!(script.contains("whosaid") && script.contains("min-confidence"), "{shell}");
    }
    assert!(place.run(&["man"]).done().stdout.contains(".TH whosaid 1"));
    place.run(&["man", "--out", "pages"]).done();
    for command in COMMANDS {
        assert!(place.at(&format!("pages/whosaid-{command}.1")).is_file(), "{command}");
    }
}
