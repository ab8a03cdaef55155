import Foundation

@testable import DocVault

/// The cases of the public BagIt conformance suite (github.com/LibraryOfCongress/bagit-conformance-suite), made anew: what
/// each is about, and what a bag of that kind must come to. Some are our own.
enum ConformanceCase: String, CaseIterable {
    // Valid.
    case basic, oldest, version094, version095, version096, version097, md5, sha1, sha224, sha384, sha512
    case severalManifests, upperCaseDigests, crlf, carriageReturns, blankLines, tabs, percentEncoded, percentBefore10
    case withoutBagInfo, withoutTagManifest, repeatedMetadata, foldedMetadata, emptyFile, hiddenFile, unicodeName
    case tagFolder, localFetch, utf16, latin1, emptyPayload, noLastLineEnd, manifestInSomeBefore10, oxum, bagCount
    // Valid, with a warning.
    case differentCase, differentNormalisation, otherNormalisationInManifest, repeatedLine, md5sumMarker, leadingDot
    case unlistedTagFile, repeatedOxum, unknownAlgorithm, moreLinesBefore10
    // Not valid.
    case corruptData, corruptTag, missingData, missingTag, extraFile, extraInOneManifest, noDeclaration, byteOrderMark
    case byteOrderMarkInManifest, declarationWhiteSpace, noEncoding, noVersion, unknownVersion, unknownEncoding,
        moreLines
    case noManifest, noPayload, wrongOxum, repeatedOxumDiffers, wrongBagCount, absolutePath, upwardPath, homePath
    case drivePath, fetchOutside, fetchAbsent, fetchMalformed, payloadInTagManifest, tagInManifest, repeatedOtherDigest
    case malformedLine, shortDigest, notUTF8, malformedBagInfo

    enum Outcome { case valid, warning, invalid }

    var outcome: Outcome {
        switch self {
        case .basic, .sha224, .sha384, .sha512, .severalManifests, .upperCaseDigests, .crlf, .carriageReturns,
            .blankLines, .tabs, .percentEncoded, .percentBefore10, .withoutBagInfo, .withoutTagManifest,
            .repeatedMetadata, .foldedMetadata, .emptyFile, .hiddenFile, .unicodeName, .tagFolder, .localFetch, .utf16,
            .latin1, .emptyPayload, .noLastLineEnd, .manifestInSomeBefore10, .oxum, .bagCount, .oldest, .version094,
            .version095, .version096, .version097:
            .valid
        case .differentCase, .differentNormalisation, .otherNormalisationInManifest, .repeatedLine, .md5sumMarker,
            .leadingDot, .unlistedTagFile, .repeatedOxum, .unknownAlgorithm, .moreLinesBefore10, .md5, .sha1:
            .warning
        case .corruptData, .corruptTag, .missingData, .missingTag, .extraFile, .extraInOneManifest, .noDeclaration,
            .byteOrderMark, .byteOrderMarkInManifest, .declarationWhiteSpace, .noEncoding, .noVersion, .unknownVersion,
            .unknownEncoding, .moreLines, .noManifest, .noPayload, .wrongOxum, .repeatedOxumDiffers, .wrongBagCount,
            .absolutePath, .upwardPath, .homePath, .drivePath, .fetchOutside, .fetchAbsent, .fetchMalformed,
            .payloadInTagManifest, .tagInManifest, .repeatedOtherDigest, .malformedLine, .shortDigest, .notUTF8,
            .malformedBagInfo:
            .invalid
        }
    }

    /// What the problem, or the warning, is said of.
    var path: String? {
        switch self {
        case .corruptData, .missingData, .extraFile, .extraInOneManifest, .repeatedOtherDigest: "data/a.txt"
        case .corruptTag, .malformedBagInfo, .wrongOxum, .repeatedOxumDiffers, .wrongBagCount, .repeatedOxum:
            "bag-info.txt"
        case .missingTag: "notes/more.txt"
        case .noDeclaration, .byteOrderMark, .declarationWhiteSpace, .noEncoding, .noVersion, .unknownVersion,
            .unknownEncoding, .moreLines, .moreLinesBefore10:
            "bagit.txt"
        case .byteOrderMarkInManifest, .noManifest, .tagInManifest, .malformedLine, .shortDigest, .md5sumMarker,
            .leadingDot, .notUTF8:
            "manifest-sha256.txt"
        case .noPayload: "data/"
        case .absolutePath: "/data/x"
        case .upwardPath: "data/../../x"
        case .homePath: "~/x"
        case .drivePath: "C:\\x"
        case .fetchOutside: "data/../x"
        case .fetchAbsent: "data/far.txt"
        case .fetchMalformed: "fetch.txt"
        case .payloadInTagManifest: "tagmanifest-sha256.txt"
        case .md5: "manifest-md5.txt"
        case .sha1: "manifest-sha1.txt"
        case .unknownAlgorithm: "manifest-whirlpool.txt"
        case .unlistedTagFile: "notes/more.txt"
        case .repeatedLine: "data/a.txt"
        case .differentCase: "data/a.txt"
        default: nil
        }
    }
}
