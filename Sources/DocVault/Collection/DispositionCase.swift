/// A decided end of documents: what a blob is condemned for.
package enum DispositionCase {}
