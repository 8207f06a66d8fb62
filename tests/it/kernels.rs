//! Every kernel that this machine has gives the same claims.

use super::place::Place;

#[test]
#[expect(clippy::print_stderr, reason = "which kernels have run is part of the test's outcome")]
fn every_kernel_gives_the_same_claims() {
    let place = Place::with_news();
    let run = |kernel: &str| {
        let output = place.program().env("WHOSAID_KERNEL", kernel).args(["extract", "news"]).output().expect("a run");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (status, portable, _) = run("portable");
    assert!(status == Some(0) && portable.lines().count() > 3, "{portable}");
    let mut ran = vec!["portable"];
    for kernel in ["avx2", "avx512", "amx"] {
        let (status, claims, told) = run(kernel);
        if status == Some(0) {
            assert_eq!(claims, portable, "{kernel}");
            ran.push(kernel);
        } else {
            assert_eq!((status, claims.as_str()), (Some(2), ""), "{told}");
            assert!(
                told.starts_with(&format!(
                    "error: WHOSAID_KERNEL={kernel}: this machine cannot run it\nhint: it can run portable"
                )),
                "{told}"
            );
        }
    }
    eprintln!("ran on {}", ran.join(", "));
}

#[test]
fn a_kernel_that_is_none_is_an_error() {
    let place = Place::with_news();
    let output = place.program().env("WHOSAID_KERNEL", "turbo").args(["extract", "news"]).output().expect("a run");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "error: WHOSAID_KERNEL=turbo: there is no such kernel\n\
         hint: there are portable, avx2, avx512, amx; without it the fastest is taken\n"
    );
}
