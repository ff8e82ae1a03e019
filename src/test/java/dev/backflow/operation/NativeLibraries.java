package dev.backflow.operation;

import org.bytedeco.openblas.global.openblas_nolapack;

/** A process that loads OpenBLAS as the service does, and nothing else. */
final class NativeLibraries {

    private NativeLibraries() {}

    public static void main(String[] arguments) {
        openblas_nolapack.blas_set_num_threads(1);
        System.out.println("OpenBLAS with " + openblas_nolapack.blas_get_num_threads() + " thread");
    }
}
