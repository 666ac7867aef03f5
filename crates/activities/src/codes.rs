//! Short codes that people read out and type: without letters that are taken for others (Crockford's base 32).

use platform::accounts::Token;

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn fresh(letters: usize) -> String {
    let digits: Vec<u32> = Token::fresh().to_hex().chars().filter_map(|c| c.to_digit(16)).collect();
    // Two hexadecimal digits are eight random bits, of which five make a letter.
    let letter =
        |pair: &[u32]| char::from(LETTERS[(pair.iter().fold(0, |sum, n| sum * 16 + n) % 32) as usize]);
    digits.chunks(2).take(letters).map(letter).collect()
}

fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A code of a registration: 40 random bits, good enough beside a name at the door.
pub fn door() -> String {
    grouped(&fresh(8))
}

/// A code of a certificate: 80 random bits, that nobody finds by trying.
pub fn certificate() -> String {
    grouped(&fresh(16))
}

/// A code as it is kept, however it was typed: small letters, no dashes, O for 0 and I or L for 1.
pub fn read(typed: &str) -> String {
    let plain = typed.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    grouped(&plain.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        assert_eq!(read(" 7kq2 9fxm"), "7KQ2-9FXM");
        assert_eq!(read("o1il-aaaa"), "0111-AAAA");
        for _ in 0..100 {
            let code = door();
            assert_eq!((code.len(), read(&code.to_lowercase().replace('-', ""))), (9, code));
        }
        assert_eq!(certificate().len(), 19);
    }
}
