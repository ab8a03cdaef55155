// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "DocVault",
    products: [
        .executable(name: "vault", targets: ["vault"]),
        .library(name: "DocVault", targets: ["DocVault"]),
        .library(name: "VaultHTTP", targets: ["VaultHTTP"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-http-structured-headers", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CLinux"),
        .target(
            name: "DocVault",
            dependencies: [
                "COpenSSL", "CArchive", "CLinux", "CZlib",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            resources: [
                .embedInCode("Checklists/Resources"),
                .embedInCode("Database/SQLite/Migrations/migration0001.sql"),
                .embedInCode("Database/SQLite/Migrations/migration0002.sql"),
                .embedInCode("Database/SQLite/Migrations/migration0003.sql"),
                .embedInCode("Database/SQLite/Migrations/migration0004.sql"),
                .embedInCode("Database/SQLite/Migrations/migration0005.sql"),
                .embedInCode("Database/SQLite/Migrations/migration0006.sql"),
                .embedInCode("Database/SQLite/Migrations/migration0007.sql"),
                .embedInCode("Database/SQLite/Migrations/migration0008.sql"),
                .embedInCode("Export/Texts"),
                .embedInCode("Language/Sentences"),
                .embedInCode("Retention/retention-policy.json"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "VaultHTTP",
            dependencies: [
                "DocVault",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "RawStructuredFieldValues", package: "swift-http-structured-headers"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("OpenAPI/Areas")],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "vault",
            dependencies: [
                "DocVault", "VaultHTTP", "CLinux",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            resources: [.copy("Resources/demo")],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "vault-bench",
            dependencies: [
                "DocVault",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            path: "Benchmarks/vault-bench",
            swiftSettings: strict
        ),
        .target(
            name: "VaultTestSupport", dependencies: ["DocVault"], path: "Tests/VaultTestSupport", swiftSettings: strict),
        .testTarget(
            name: "DocVaultTests", dependencies: ["DocVault", "VaultTestSupport", "vault"], swiftSettings: strict),
        .testTarget(
            name: "VaultHTTPTests",
            dependencies: [
                "VaultHTTP", "VaultTestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ],
            swiftSettings: strict),
    ]
)
