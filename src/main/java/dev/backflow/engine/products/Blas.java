package dev.backflow.engine.products;

import org.jspecify.annotations.Nullable;

/**
 * Where large products go: to OpenBLAS, or where that cannot be loaded to the same loops as small ones. It is decided
 * by the shape of a kernel alone, never by the batch, so a network takes one path from its first step to its last.
 */
public final class Blas {

    /** Of a network that needs none. */
    public static final String NONE = "none";

    /**
     * From kernels of 16 × 32 on the library takes half the time or less; smaller ones are left to loops, which give
     * the same bits on every processor.
     */
    private static final int FEWEST_WEIGHTS = 512;

    /** Loaded when the first large network comes along: it takes most of a second. */
    private static final class Loaded {

        static final @Nullable OpenBlas LIBRARY;
        static final String PATH;

        static {
            OpenBlas library = null;
            String path;
            try {
                library = new OpenBlas();
                path = OpenBlas.NAME;
            } catch (LinkageError | RuntimeException e) {
                path = NONE + " (" + e + ")";
            }
            LIBRARY = library;
            PATH = path;
        }
    }

    private Blas() {}

    /**
     * What multiplies large matrices on this machine: name and version of the library, or {@link #NONE} followed by the
     * reason in brackets if the library could not be loaded.
     */
    public static String path() {
        return Loaded.PATH;
    }

    /** Whether {@link #path} says that the library could not be loaded. */
    public static boolean isMissed(String path) {
        return path.startsWith(NONE) && !path.equals(NONE);
    }

    /** Null if it could not be loaded. */
    static @Nullable OpenBlas library() {
        return Loaded.LIBRARY;
    }

    /** Whether a kernel of this shape is one for the library. */
    public static boolean isLarge(int inputs, int units) {
        return (long) inputs * units >= FEWEST_WEIGHTS;
    }
}
