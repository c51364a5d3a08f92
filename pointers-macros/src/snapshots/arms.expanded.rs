fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let a = (match () {
                    #[allow(unreachable_code, unused_parens)]
                    () => {
                        #[allow(unreachable_code)]
                        let side1 = if true {
                            pointers::__private::side()
                        } else {
                            pointers::__private::never();
                            pointers::__private::side_of(
                                self.rows.__pointers_lent().__pointers_p_at(i),
                            )
                        };
                        if side1.is_ours() {
                            side1.ours();
                            (-(pointers::__private::ReadValue(
                                match (match (pointers::__private::At(
                                    (match (match self.rows.__pointers_lent().__pointers_p_at(i)
                                    {
                                        pointers::__private::Ok(value) => {
                                            value.__pointers_through("self.rows")
                                        }
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("self.rows", "self.rows[i]")
                                                .__pointers_leave();
                                        }
                                    })
                                        .__pointers_p_load()
                                    {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("", "self.rows[i]")
                                                .__pointers_leave();
                                        }
                                    }),
                                    j,
                                ))
                                    .__pointers_p_at()
                                {
                                    pointers::__private::Ok(value) => {
                                        value.__pointers_through("self.rows[i]")
                                    }
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error
                                            .__pointers_named("self.rows[i]", "self.rows[i][j]")
                                            .__pointers_leave();
                                    }
                                })
                                    .__pointers_p_value()
                                {
                                    outcome => {
                                        let value;
                                        match outcome {
                                            pointers::__private::Ok(read) => value = read,
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error
                                                    .__pointers_named("", "self.rows[i][j]")
                                                    .__pointers_leave();
                                            }
                                        }
                                        value
                                    }
                                },
                            )))
                        } else {
                            side1.rusts();
                            {
                                #[allow(unreachable_code)]
                                let side2 = if true {
                                    pointers::__private::side()
                                } else {
                                    pointers::__private::never();
                                    pointers::__private::side_of(
                                        self
                                            .rows[side1.index(i)]
                                            .__pointers_lent()
                                            .__pointers_p_at(
                                                pointers::__private::Next(side1, j).__pointers_index(),
                                            ),
                                    )
                                };
                                if side2.is_ours() {
                                    side2.ours();
                                    side1
                                        .value(
                                            (-(pointers::__private::ReadValue(
                                                match pointers::__private::Next(side1, j).__pointers_index()
                                                {
                                                    index3 => {
                                                        (match (match self
                                                            .rows[side1.index(i)]
                                                            .__pointers_lent()
                                                            .__pointers_p_at(index3)
                                                        {
                                                            pointers::__private::Ok(value) => {
                                                                value.__pointers_through("self.rows[i]")
                                                            }
                                                            pointers::__private::Err(error) => {
                                                                break '__pointers0 error
                                                                    .__pointers_named("self.rows[i]", "self.rows[i][j]")
                                                                    .__pointers_leave();
                                                            }
                                                        })
                                                            .__pointers_p_value()
                                                        {
                                                            outcome => {
                                                                let value;
                                                                match outcome {
                                                                    pointers::__private::Ok(read) => value = read,
                                                                    pointers::__private::Err(error) => {
                                                                        break '__pointers0 error
                                                                            .__pointers_named("", "self.rows[i][j]")
                                                                            .__pointers_leave();
                                                                    }
                                                                }
                                                                value
                                                            }
                                                        })
                                                    }
                                                },
                                            ))),
                                        )
                                } else {
                                    side2.rusts();
                                    {
                                        side1
                                            .then(side2)
                                            .value(
                                                self
                                                    .rows[side1
                                                    .index(
                                                        i,
                                                    )][side2
                                                    .index(
                                                        pointers::__private::Next(side1, j).__pointers_index(),
                                                    )],
                                            )
                                    }
                                }
                            }
                        }
                    }
                });
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
