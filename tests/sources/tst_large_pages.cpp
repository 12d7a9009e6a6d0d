// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/large_pages.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <cstring>

using namespace synoptic;

class TestLargePages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void blocksAreApartAndAligned();
};

void TestLargePages::blocksAreApartAndAligned() {
    struct Block {
        unsigned char* begin;
        std::size_t size;
    };
    LargePages memory;
    std::vector<Block> blocks;
    // Some forty megabytes in all; one that is larger than what is taken from the system at once.
    for (const std::size_t size :
         {1U, 70'000U, 3'000'000U, 64U, 7'000'000U, 5U, 70'000U, 70'000U}) {
        for (const std::size_t alignment : {1U, 8U, 64U, 4096U}) {
            void* const begin = memory.allocate(size, alignment);
            QCOMPARE(reinterpret_cast<std::uintptr_t>(begin) % alignment, 0U);
            std::memset(begin, static_cast<int>(blocks.size()), size);
            blocks.push_back({static_cast<unsigned char*>(begin), size});
        }
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        QVERIFY(std::all_of(block.begin, block.begin + block.size,
                            [&](unsigned char byte) { return byte == i; }));
    }
    memory.deallocate(blocks.front().begin, 1, 1);
}

QTEST_APPLESS_MAIN(TestLargePages)
#include "tst_large_pages.moc"
