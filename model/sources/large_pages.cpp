// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/large_pages.h"

#include <memory>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace synoptic {

namespace {

constexpr std::size_t kPage = std::size_t{2} << 20;
constexpr std::align_val_t kAlignment{kPage};

} // namespace

LargePages::~LargePages() {
    for (void* piece : pieces_)
        ::operator delete(piece, kAlignment);
}

void* LargePages::do_allocate(std::size_t bytes, std::size_t alignment) {
    if (!std::align(alignment, bytes, next_, left_)) {
        const std::size_t size = (bytes + kPage - 1) / kPage * kPage;
        next_ = ::operator new(size, kAlignment);
        left_ = size;
        pieces_.push_back(next_);
#ifdef MADV_HUGEPAGE
        // The first piece holds what a small capture needs, and stays as small as that.
        if (pieces_.size() > 1)
            ::madvise(next_, size, MADV_HUGEPAGE); // if not, small pages do as well
#endif
    }
    void* const result = next_;
    next_ = static_cast<std::byte*>(next_) + bytes;
    left_ -= bytes;
    return result;
}

} // namespace synoptic
