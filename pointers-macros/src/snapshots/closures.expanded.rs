fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let f = |x: u32| -> Result<u32> {
                    free(p)?;
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
                        ))) + x,
                    )
                };
                async {
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
                    )))
                };
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
