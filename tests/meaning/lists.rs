//! Lists of handles.

use pointers::prelude::*;

fn block(value: u32) -> Result<MallocPointer<u32>> {
    let p = malloc(4)?;
    p.write(value)?;
    Ok(p)
}

#[test]
fn lists_that_a_let_names() -> Result<()> {
    pointers! {
        let a = malloc::<i32>(4);
        let b = malloc::<i32>(4);
        let cells = [a, b];
        for cell in cells { cell <<= 1; }
        for cell in cells { cell <<= 4; ~cell += 1; }
        let more = vec![a, b];
        for cell in &more { cell <<= ~cell + 1; }
        for cell in more.iter() { cell <<= ~cell + 1; }
        for cell in more.iter().rev() { let r = cell; r <<= ~r + 1; }
        for (i, cell) in more.clone().into_iter().enumerate() { cell <<= ~cell + i as i32; }
        for (i, cell) in more.iter().enumerate() { cell <<= ~cell + i as i32; }
        for cell in [a; 2] { ~cell += 100; }
        let twice = [a; 2];
        for cell in twice { ~cell += 100; }
        let nulls = [MallocPointer::<i32>::null(); 3];
        for cell in nulls { assert!(cell.is_null()); }
        let rows = [[a], [b]];
        for row in rows { for cell in row { cell <<= ~cell * 2; } }
        for row in &rows { for cell in row { let r = cell; ~r += 1; } }
        for row in [[b]] { for cell in row { ~cell += 1; } }
        for row in vec![vec![a], vec![b]] { for cell in row.iter() { let cell = *cell; ~cell -= 1; } }
        let slice = &cells[..];
        for cell in slice { println!("{}", ~cell); }
        assert_eq!((~a, ~b), (816, 21));
        for cell in cells { free(cell); }
    }
}

#[test]
fn lists_of_other_things_are_rusts() -> Result<()> {
    pointers! {
        let list = [1_u32, 2];
        let mut total = 0;
        for mut x in list { x += 1; x <<= 1; total += x; }
        let mut texts = vec![String::from("a"), String::from("b")];
        for text in &mut texts { *text += "c"; }
        for text in texts.iter_mut() { text.push('d'); }
        let mut rows = [[1_u8, 2], [3, 4]];
        for row in &mut rows { for x in row { *x <<= 1; } }
        for row in rows.iter_mut() { row[0] += 1; row[1] <<= 1; }
        assert_eq!((total, texts.concat().as_str(), rows), (10, "acdbcd", [[3, 8], [7, 16]]));
        assert_eq!(~list[0], !1);
        for x in list { assert_eq!(~x, !x); }
        let p = block(3)?;
        assert_eq!(~p, 3);
        free(p);
    }
}
