//! Properties of characters, such as `\p{L}`: asked of `regress` once for 256 neighbours, and kept.

use regress::Regex;
use std::sync::OnceLock;

/// How many characters a block has.
const BLOCK: u32 = 256;

/// Which characters of a block have the property.
type Block = [u64; 4];

/// The blocks of a plane of Unicode.
type Plane = [OnceLock<Block>; 256];

/// A property of characters. What has been found out takes ten kilobytes for each plane, and
/// nothing is allocated where the first character of a block has been there before.
#[derive(Debug)]
pub(super) struct Property {
    regex: Regex,
    planes: [OnceLock<Box<Plane>>; 17],
}

impl Property {
    /// The property that the expression, which is for one character, has.
    pub(super) fn new(regex: Regex) -> Self {
        Self {
            regex,
            planes: [const { OnceLock::new() }; 17],
        }
    }

    /// Whether the character has it. Only the first of its block costs more than a look.
    pub(super) fn has(&self, c: char) -> bool {
        let number = u32::from(c);
        let [_, plane, block, rest] = number.to_be_bytes();
        let Some(plane) = self.planes.get(usize::from(plane)) else {
            return false;
        };
        let plane = plane.get_or_init(|| Box::new([const { OnceLock::new() }; 256]));
        // A byte is always the number of a block.
        let block = plane[usize::from(block)].get_or_init(|| self.block(number - number % BLOCK));
        block[usize::from(rest / 64)] >> (rest % 64) & 1 == 1
    }

    fn block(&self, first: u32) -> Block {
        let mut block = [0; 4];
        let mut buffer = [0; 4];
        for (word, start) in block.iter_mut().zip((first..).step_by(64)) {
            for bit in 0..64 {
                // What is no character, half of a pair, has no property.
                let c = char::from_u32(start + bit);
                let text = c.map(|c| &*c.encode_utf8(&mut buffer));
                let has = text.is_some_and(|text| self.regex.find(text).is_some());
                *word |= u64::from(has) << bit;
            }
        }
        block
    }
}

#[cfg(test)]
mod tests {
    use super::Property;
    use regress::Regex;

    #[test]
    fn every_block_says_what_the_expression_says() {
        for source in [r"\p{L}", r"\P{Nd}", r"\p{Script=Greek}", r"\p{Emoji}"] {
            let regex = || Regex::with_flags(source, "u").expect(source);
            let (property, regex) = (Property::new(regex()), regex());
            for c in "aZ09 _-é߿ΑωЖ語\u{d7ff}\u{e000}\u{ffff}𐀀😀\u{10ffff}".chars() {
                let expected = regex.find(&c.to_string()).is_some();
                assert_eq!(property.has(c), expected, "{source} {c:?}");
            }
        }
    }
}
