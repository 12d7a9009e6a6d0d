// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_filter.h"
#include "model/items/filter_edit.h"
#include "tests/items/item_fixtures.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace synoptic;
    static const ConnectionSnapshot snapshot = fixtures::connection(1);
    static const fixtures::TableNames names;
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const Timestamp now = fixtures::at(std::chrono::seconds(60));
    const FilterParseResult result = ConnectionFilter::parse(text, now);
    const bool valid = result.verdict == FilterParseResult::Verdict::Valid;
    if (valid != result.message.isEmpty() || result.errorStart < 0 ||
        result.errorStart + result.errorLength > text.size())
        std::abort();
    result.filter.matches(snapshot, {now, names});
    const FilterCompletions offered = completions(text, text.size() / 2, {});
    if (offered.start < 0 || offered.length < 0 || offered.start + offered.length > text.size())
        std::abort();
    filterWithTerm(text, QStringLiteral("port:443"), FilterWrite::And);
    return 0;
}
