use pointers::prelude::*;

#[derive(Clone, Copy, Fields)]
struct Person {
    age: u32,
}

pointers! {
    fn behind_an_arrow(p: MallocPointer<Person>) -> Result<u32> {
        Ok(p->agee)
    }

    fn of_an_element(people: MallocPointer<Person>) -> Result<u32> {
        Ok(people[0].name)
    }

    fn written(people: MallocPointer<Person>) -> Result<()> {
        people[0]->size = 3;
        Ok(())
    }
}

fn main() {}
