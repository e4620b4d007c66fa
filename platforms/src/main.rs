//! Prints what is said of all vectors and fixtures; ends with an error if anything is wrong.

fn main() {
    let said = platforms::run(|fault| eprintln!("{fault}"));
    println!(
        "{} vectors, {} fixtures, {} faults, digest {:016x}",
        said.vectors, said.fixtures, said.faults, said.digest
    );
    assert_eq!(said.faults, 0);
    assert!(said.vectors > 900 && said.fixtures > 900);
}
