fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let f = |x: u32| -> Result<u32> {
                    free(p)?;
                    Ok(
                        (match p.__pointers_read() {
                            pointers::__private::Ok(value) => value,
                            pointers::__private::Err(error) => {
                                return error.__pointers_leave();
                            }
                        }) + x,
                    )
                };
                async {
                    (match p.__pointers_read() {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            return error.__pointers_leave();
                        }
                    })
                };
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
