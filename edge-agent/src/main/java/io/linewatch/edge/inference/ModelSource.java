package io.linewatch.edge.inference;

/**
 * Where model packages come from: {@code ModelClient::pull}, or a test's own. Its one method is
 * {@code ModelPackage pull(String name, String digest) throws IOException, InterruptedException,
 * ModelRefused}, as soon as the package format stands.
 */
public interface ModelSource {}
