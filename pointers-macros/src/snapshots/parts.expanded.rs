fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let a = (*((match p.__pointers_read() {
                    outcome => {
                        let value;
                        match outcome {
                            pointers::__private::Ok(read) => value = read,
                            pointers::__private::Err(error) => {
                                break '__pointers0 error.__pointers_leave();
                            }
                        }
                        value
                    }
                }))
                    .__pointers_part(move |whole| &(whole).x)
                    .__pointers_copied());
                ({
                    let value = (*({
                        let index1 = i;
                        ((match p.__pointers_read() {
                            outcome => {
                                let value;
                                match outcome {
                                    pointers::__private::Ok(read) => value = read,
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error.__pointers_leave();
                                    }
                                }
                                value
                            }
                        }))
                            .__pointers_part(move |whole| {
                                &(whole)[pointers::__private::again(&index1)].y
                            })
                            .__pointers_copied()
                    }))
                        .len();
                    value
                });
                (*((match (*((match p.__pointers_read() {
                    outcome => {
                        let value;
                        match outcome {
                            pointers::__private::Ok(read) => value = read,
                            pointers::__private::Err(error) => {
                                break '__pointers0 error.__pointers_leave();
                            }
                        }
                        value
                    }
                }))
                    .__pointers_part(move |whole| &(whole).next)
                    .__pointers_copied())
                    .__pointers_read()
                {
                    outcome => {
                        let value;
                        match outcome {
                            pointers::__private::Ok(read) => value = read,
                            pointers::__private::Err(error) => {
                                break '__pointers0 error.__pointers_leave();
                            }
                        }
                        value
                    }
                }))
                    .__pointers_part(move |whole| &(whole).value)
                    .__pointers_copied());
                (-(pointers::__private::ReadValue(
                    match p.__pointers_read() {
                        outcome => {
                            let value;
                            match outcome {
                                pointers::__private::Ok(read) => value = read,
                                pointers::__private::Err(error) => {
                                    break '__pointers0 error.__pointers_leave();
                                }
                            }
                            value
                        }
                    },
                )))
                    .into_bytes();
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
