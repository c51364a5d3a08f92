fn body() {
    fn next(mut p: MallocPointer<u32>, n: u32) -> Result<u32> {
        use pointers::__private::traits::*;
        (match p.__pointers_step_up(n) {
            pointers::__private::Ok(value) => value,
            pointers::__private::Err(error) => return error.__pointers_leave(),
        });
        Ok(
            (-(pointers::__private::ReadValue(
                match p.__pointers_read() {
                    outcome => {
                        let value;
                        match outcome {
                            pointers::__private::Ok(read) => value = read,
                            pointers::__private::Err(error) => {
                                return error.__pointers_named("p", "~p").__pointers_leave();
                            }
                        }
                        value
                    }
                },
            ))),
        )
    }
    const fn one() -> u32 {
        use pointers::__private::traits::*;
        1
    }
}
