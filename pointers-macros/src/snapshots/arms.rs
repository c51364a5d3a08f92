let a = self.rows[i][j];
