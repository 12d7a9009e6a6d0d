// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/ip_reassembly.h"

#include <algorithm>

namespace synoptic {

struct Reassembler::Entry {
    Key key;
    Timestamp first;
    std::uint8_t protocol = 0;
    bool isComplete = false;
    std::size_t total = 0; ///< bytes of the whole; 0 until the last fragment came
    std::size_t blocks = 0;
    std::bitset<kMaxBlocks> have; ///< blocks of 8 bytes that are there
    std::vector<std::uint8_t> bytes;
};

Reassembler::Reassembler() = default;
Reassembler::~Reassembler() = default;

void Reassembler::clear() {
    entries_.clear();
    completed_ = 0;
}

std::size_t Reassembler::waiting() const {
    return entries_.size() - completed_;
}

std::size_t Reassembler::bytesHeld() const {
    std::size_t sum = 0;
    for (const auto& entry : entries_)
        sum += entry->bytes.capacity();
    return sum;
}

void Reassembler::releaseCompleted() {
    std::erase_if(entries_, [](const auto& entry) { return entry->isComplete; });
    completed_ = 0;
}

void Reassembler::drop(std::size_t index) {
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(index));
    ++abandoned_;
}

Reassembler::Entry* Reassembler::find(const Key& key, Timestamp now) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        Entry& entry = *entries_[i];
        if (entry.isComplete || entry.key != key)
            continue;
        if (now - entry.first <= kTimeout)
            return &entry;
        drop(i);
        return nullptr;
    }
    return nullptr;
}

Reassembler::Entry* Reassembler::create(const Key& key, Timestamp now) {
    // A completed datagram is still being read by the decoder, and stays.
    const auto oldest = [this] {
        const auto found = std::find_if(entries_.begin(), entries_.end(),
                                        [](const auto& entry) { return !entry->isComplete; });
        return static_cast<std::size_t>(found - entries_.begin());
    };
    for (std::size_t i = oldest(); i < entries_.size(); i = oldest()) {
        if (entries_.size() < kMaxDatagrams && bytesHeld() < kMaxBytes &&
            now - entries_[i]->first <= kTimeout)
            break;
        drop(i);
    }
    if (entries_.size() >= kMaxDatagrams)
        return nullptr;
    auto entry = std::make_unique<Entry>();
    entry->key = key;
    entry->first = now;
    return entries_.emplace_back(std::move(entry)).get();
}

Reassembler::Datagram Reassembler::add(const Key& key, const Fragment& fragment, Timestamp now) {
    const std::size_t end = fragment.offset + fragment.bytes.size();
    if (fragment.bytes.empty() || end > kMaxBlocks * kBlock || fragment.offset % kBlock != 0 ||
        (fragment.moreFollow && fragment.bytes.size() % kBlock != 0))
        return {};
    Entry* entry = find(key, now);
    if (entry == nullptr)
        entry = create(key, now);
    if (entry == nullptr)
        return {};

    if (fragment.offset == 0)
        entry->protocol = fragment.protocol;
    if (!fragment.moreFollow && entry->total == 0)
        entry->total = end;
    if (entry->bytes.size() < end) {
        // Those there may all have begun small.
        if (bytesHeld() + end - entry->bytes.size() > kMaxBytes + kMaxBlocks * kBlock)
            return {};
        entry->bytes.resize(end);
    }
    for (std::size_t at = fragment.offset; at < end; at += kBlock) {
        if (entry->have.test(at / kBlock))
            continue;
        entry->have.set(at / kBlock);
        ++entry->blocks;
        const std::size_t from = at - fragment.offset;
        std::copy_n(fragment.bytes.begin() + static_cast<std::ptrdiff_t>(from),
                    std::min(kBlock, end - at),
                    entry->bytes.begin() + static_cast<std::ptrdiff_t>(at));
    }

    // Blocks beyond the end that the last fragment gave are those of a liar; they do not count.
    const std::size_t wanted = (entry->total + kBlock - 1) / kBlock;
    if (entry->total == 0 || entry->blocks < wanted)
        return {};
    for (std::size_t block = 0; block < wanted; ++block)
        if (!entry->have.test(block))
            return {};
    entry->isComplete = true;
    ++completed_;
    return {{entry->bytes.data(), entry->total}, entry->protocol, true};
}

} // namespace synoptic
