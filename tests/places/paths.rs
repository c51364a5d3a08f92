use pointers::prelude::*;

#[derive(Clone, Copy, Fields)]
struct Person {
    age: u32,
    scores: [u8; 4],
}

#[derive(Fields)]
struct Vector {
    data: MallocPointer<i64>,
    len: usize,
}

#[derive(Fields)]
struct Team {
    members: MallocPointer<MallocPointer<Person>>,
    name: String,
    lead: Option<u8>,
}

#[derive(Clone, Copy, Fields)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

type Done = std::result::Result<(), Box<dyn std::error::Error>>;

#[test]
fn a_vector_that_grows() -> Done {
    pointers! {
        let v: MallocPointer<Vector> = malloc(size_of::<Vector>());
        v->data = malloc(4 * 8);
        v->len = 0;
        for x in 0..4_i64 {
            v->data[v->len] <<= x * 10;
            v->len += 1;
        }
        let mut total = 0;
        for i in 0..v->len {
            total += v->data[i];
        }
        assert_eq!(total, 60);
        v->data[1] = 5;
        v->data[1] += 2;
        v->data[1] *= 3;
        let i = 1_u8;
        assert_eq!(v->data[i], 21);
        println!("{} {v->len}", v->data[0]);
        assert!(v->data[1] == 21 && v->len == 4);
        let copy: MallocPointer<i64> = v->data;
        assert_eq!(copy[2], 20);
        free(v->data);
        free(v);
    }?;
    Ok(())
}

#[test]
fn rows() -> Done {
    pointers! {
        let m: MallocPointer<MallocPointer<i32>> = malloc(2 * 16);
        for i in 0..2 {
            m[i] <<= malloc(3 * 4);
            for j in 0..3 {
                m[i][j] <<= i * 10 + j;
            }
        }
        m[1][2] += 5;
        m[0][0] = 7;
        assert_eq!(m[1][2], 17);
        assert_eq!(~m[1][0], 10);
        assert_eq!(m[0][0] + m[1][1], 18);
        let row: MallocPointer<i32> = m[1];
        assert_eq!(row[1], 11);
        free(m[0]);
        free(m[1]);
        free(m);
    }?;
    Ok(())
}

#[test]
fn arrays_in_memory() -> Done {
    pointers! {
        let a: MallocPointer<[i32; 3]> = malloc(24);
        a[0] <<= [1, 2, 3];
        a[1] <<= [4, 5, 6];
        a[1][2] = 60;
        a[0][1] += a[1][2];
        a[0][0] <<= 4;
        assert_eq!((a[0][0], a[0][1], a[1][2]), (16, 62, 60));
        free(a);
    }?;
    let error = pointers! {
        let a: MallocPointer<[i32; 3]> = malloc(12);
        a[0] <<= [1, 2, 3];
        let i = 3;
        a[0][i] = 1;
        free(a);
    };
    let error: Error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfBounds);
    Ok(())
}

#[test]
fn structures() -> Done {
    pointers! {
        let people: MallocPointer<Person> = malloc(2 * size_of::<Person>());
        for i in 0..2_u32 {
            people[i].age = 30 + i;
            people[i].scores[0] = 1;
            people[i].scores[1] = 2;
            people[i].scores[2] = i as u8;
            people[i].scores[3] = 4;
        }
        assert_eq!(people[1].age, 31);
        assert_eq!(people[1]->age, 31);
        people[1]->age += 1;
        people[0].scores[2] = 9;
        assert_eq!(people[0].scores[2], 9);
        assert_eq!(people[0].scores.iter().sum::<u8>(), 16);
        let team: MallocPointer<Team> = malloc(size_of::<Team>());
        team->members = malloc(16 * 2);
        team->members[0] = people;
        team->members[1] <<= people + 1;
        team->name = "Ada".into();
        team->lead = Some(1);
        assert_eq!(team->members[1]->age, 32);
        team->members[0]->age = 5;
        assert_eq!(people[0].age, 5);
        assert_eq!(team->name, "Ada");
        assert_eq!(team->name.len(), 3);
        let leads = match team->lead { Some(1) => 1, _ => 9 };
        assert_eq!(leads, 1);
        if let Some(n) = team->lead { assert_eq!(n, 1); }
        (&mut team->name).push('!');
        println!("{team->name}");
        let same = std::mem::replace(&mut team->members[0]->age, 6);
        assert_eq!(same, 5);
        let age: Pointer<u32> = &raw mut team->members[0]->age;
        age <<= 8;
        assert_eq!(people[0].age, 8);
        let second: MallocPointer<Person> = &raw mut people[1];
        assert_eq!(second->age, 32);
        free(team->members);
        free(team);
        free(people);
    }?;
    Ok(())
}

#[test]
fn fresh_memory() -> Done {
    pointers! {
        let n: MallocPointer<Node> = malloc(size_of::<Node>());
        n->value = 1;
        assert_eq!(n->value, 1);
        n->next = MallocPointer::null();
        let m: MallocPointer<Node> = malloc(size_of::<Node>());
        (~m).value = 2;
        (~m).next = n;
        assert_eq!(m->next->value, 1);
        m->next->value <<= 3;
        assert_eq!(n->value, 8);
        assert_eq!(~m->next, ~n);
        free(m->next);
        free(m);
    }?;
    Ok(())
}

struct Owner {
    head: MallocPointer<Node>,
    staff: MallocPointer<Person>,
    list: Vec<MallocPointer<Node>>,
}

pointers! {
    impl Owner {
        fn second(&self) -> pointers::Result<i32> { Ok(self.head->next->value) }
        fn age(&self, i: usize) -> pointers::Result<u32> { Ok(self.staff[i]->age) }
        fn grow(&self, i: usize) -> pointers::Result<()> { self.staff[i]->age += 1; Ok(()) }
        fn of_list(&self, i: usize) -> pointers::Result<i32> {
            self.list[i]->value = 4;
            let sum = |k: i32| -> pointers::Result<i32> { Ok(self.list[i]->value + k) };
            sum(1)
        }
    }

    fn last<T: Copy>(p: MallocPointer<T>, n: usize) -> pointers::Result<T> {
        Ok(p[n - 1])
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl std::fmt::Debug for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.value)
    }
}

#[test]
fn methods_and_generics() -> Done {
    pointers! {
        let a: MallocPointer<Node> = malloc(size_of::<Node>());
        let b: MallocPointer<Node> = malloc(size_of::<Node>());
        a->value = 1;
        a->next = b;
        b->value = 2;
        b->next = a;
        let staff: MallocPointer<Person> = malloc(2 * size_of::<Person>());
        staff[1] = Person { age: 7, scores: [0; 4] };
        let owner = Owner { head: a, staff, list: vec![b] };
        assert_eq!(owner.second()?, 2);
        owner.grow(1)?;
        assert_eq!(owner.age(1)?, 8);
        assert_eq!(owner.of_list(0)?, 5);
        assert_eq!(owner.list[0]->value, 4);
        let p: MallocPointer<u16> = malloc(4);
        p[0] <<= 3;
        p[1] <<= 4;
        assert_eq!(last(p, 2)?, 4);
        free(p);
        free(staff);
        free(a);
        free(b);
    }?;
    Ok(())
}

#[test]
fn an_element_of_a_type_that_is_known_later() -> Done {
    pointers! {
        let p: MallocPointer<_> = malloc(8);
        p[0] = 3;
        let first = p[0];
        p[1] = 4_u32;
        assert_eq!(first + p[1], 7);
        free(p);
    }?;
    Ok(())
}
