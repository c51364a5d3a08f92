use pointers::prelude::*;

pointers! {
    const LENGTH: usize = 32;

    #[derive(Fields)]
    struct User {
        name: [u8; LENGTH],
        scores: [i32; 3],
        friend: MallocPointer<User>,
    }

    fn terminate(user: MallocPointer<User>) -> Result<()> {
        user->name[LENGTH] = 0;
        Ok(())
    }

    fn show(user: MallocPointer<User>) -> Result<()> {
        println!("{}", user->friend->scores[3]);
        Ok(())
    }

    fn count(users: MallocPointer<User>) -> Result<()> {
        for i in 0..=3 {
            users->scores[i] += 1;
        }
        Ok(())
    }
}

fn main() {}
