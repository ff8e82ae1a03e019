package dev.backflow.engine.products;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.OPENBLAS_VERSION;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

/** OpenBLAS on the calling thread alone, so that sums do not depend on the number of cores. */
final class OpenBlas {

    static final String NAME = OPENBLAS_VERSION.strip();

    /** Loads the native library; a {@link LinkageError} where there is none for this machine. */
    OpenBlas() {
        blas_set_num_threads(1);
    }

    /**
     * C ← op(A) op(B) + β C; matrices are stored row by row without gaps.
     *
     * @param transposeA whether A is stored as k × m instead of m × k
     * @param transposeB whether B is stored as n × k instead of k × n
     * @param m rows of C
     * @param n columns of C
     * @param k terms of each sum
     * @param c modified
     */
    void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            NativeMatrix a,
            NativeMatrix b,
            float beta,
            NativeMatrix c) {
        cblas_sgemm(
                CblasRowMajor,
                transposeA ? CblasTrans : CblasNoTrans,
                transposeB ? CblasTrans : CblasNoTrans,
                m,
                n,
                k,
                1,
                a.address(),
                transposeA ? m : k,
                b.address(),
                transposeB ? k : n,
                beta,
                c.address(),
                n);
    }
}
