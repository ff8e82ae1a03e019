/** Names of the API as words: kernel_gradient is "kernel gradient". */
export const inWords = (name) => name.replaceAll("_", " ");
