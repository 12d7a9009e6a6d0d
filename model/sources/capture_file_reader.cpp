// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/capture_file_reader.h"

#include "model/sources/pcap_format.h"

#include <algorithm>

namespace synoptic {

using namespace pcap_format;

namespace {

// magic 4, version 2 and 2, zone 4, accuracy 4, snap length 4, link type 4
constexpr std::uint32_t kFileHeader = 24;
// seconds 4, fraction 4, captured length 4, original length 4
constexpr std::uint32_t kRecordHeader = 16;
constexpr std::uint32_t kKuznetzovExtra = 8; // interface 4, protocol 2, packet type 1, 0 1

bool isPcapMagic(std::uint32_t magic) {
    return magic == kMicroseconds || magic == kNanoseconds || magic == kKuznetzov;
}

} // namespace

CaptureProblem CaptureFileReader::open(const std::string& path, const Options& options) {
    *this = CaptureFileReader();
    if (const CaptureProblem problem = sequential_.open(path, options.spoolLimit))
        return problem_ = problem;
    const std::uint8_t* magic = sequential_.get(0, 4);
    if (magic != nullptr &&
        load32(magic, false) == static_cast<std::uint32_t>(BlockType::SectionHeader)) {
        format_ = Format::Pcapng;
        // The section header is read with the first packet.
        const std::uint8_t* order = sequential_.get(8, 4);
        const bool isKnown = order != nullptr && (load32(order, false) == kByteOrderMagic ||
                                                  load32(order, true) == kByteOrderMagic);
        if (isKnown)
            return {};
    } else if (const std::uint8_t* header = sequential_.get(0, kFileHeader)) {
        return problem_ = openPcap(header);
    }
    const CaptureProblem trouble = sequential_.problem();
    return problem_ = trouble ? trouble : CaptureProblem{whyNoCapture()};
}

/// Of what has no whole file header.
CaptureProblem::Kind CaptureFileReader::whyNoCapture() {
    using Kind = CaptureProblem::Kind;
    if (sequential_.get(0, 1) == nullptr)
        return Kind::Empty;
    const std::uint8_t* magic = sequential_.get(0, 4);
    const bool isCapture =
        magic != nullptr &&
        (isPcapMagic(load32(magic, false)) || isPcapMagic(load32(magic, true)) ||
         (load32(magic, false) == static_cast<std::uint32_t>(BlockType::SectionHeader) &&
          sequential_.get(8, 4) == nullptr));
    return isCapture ? Kind::HeaderCut : Kind::NotACapture;
}

CaptureProblem CaptureFileReader::openPcap(const std::uint8_t* header) {
    bool isSwapped = false;
    std::uint32_t magic = load32(header, false);
    if (!isPcapMagic(magic)) {
        isSwapped = true;
        magic = load32(header, true);
    }
    if (!isPcapMagic(magic))
        return {CaptureProblem::Kind::NotACapture};
    const std::uint16_t major = load16(header + 4, isSwapped);
    const std::uint16_t minor = load16(header + 6, isSwapped);
    if (major != 2)
        return {CaptureProblem::Kind::UnsupportedVersion, 0, 0, 4};
    format_ = Format::Pcap;
    position_ = kFileHeader;
    sections_.push_back({0, 0, isSwapped});
    Interface interface;
    const std::uint32_t linkType = load32(header + 20, isSwapped) & 0x03ffffff; // the rest: FCS
    interface.linkType = static_cast<std::uint16_t>(std::min(linkType, 0xffffU));
    interface.snapLength = load32(header + 16, isSwapped);
    interface.resolution = magic == kNanoseconds ? 9 : 6;
    pcap_.recordHeader = kRecordHeader + (magic == kKuznetzov ? kKuznetzovExtra : 0);
    pcap_.fractionUnit = magic == kNanoseconds ? 1 : 1000;
    pcap_.linkType = interface.linkType;
    pcap_.isSwapped = isSwapped;
    pcap_.mayBeExchanged = minor <= 3;
    interfaces_.push_back(std::move(interface));
    return {};
}

std::uint64_t CaptureFileReader::readPcapRecord(CaptureFileBytes& bytes, std::uint64_t offset,
                                                CapturedFrame& frame,
                                                CaptureProblem::Kind& fault) const {
    const PcapForm form = pcap_;
    const std::uint8_t* record = bytes.get(offset, form.recordHeader);
    if (record == nullptr) {
        fault = CaptureProblem::Kind::CutShort;
        return 0;
    }
    const std::uint32_t seconds = load32(record, form.isSwapped);
    const std::uint32_t fraction = load32(record + 4, form.isSwapped);
    std::uint32_t captured = load32(record + 8, form.isSwapped);
    std::uint32_t original = load32(record + 12, form.isSwapped);
    if (form.mayBeExchanged && captured > original)
        std::swap(captured, original);
    if (captured > kLongestPacket) {
        fault = CaptureProblem::Kind::Damaged;
        return 0;
    }
    const std::uint32_t length = form.recordHeader + captured;
    record = bytes.get(offset, length);
    if (record == nullptr) {
        fault = CaptureProblem::Kind::CutShort;
        return 0;
    }
    frame.time =
        instant(std::int64_t{seconds} * 1'000'000'000 + std::int64_t{fraction} * form.fractionUnit);
    frame.originalLength = std::max(original, captured);
    frame.linkType = form.linkType;
    frame.interfaceId = 0;
    frame.offset = offset;
    frame.captured = {record + form.recordHeader, captured};
    return offset + length;
}

bool CaptureFileReader::nextPcap(CapturedFrame& frame) {
    CaptureProblem::Kind fault{};
    const std::uint64_t end = readPcapRecord(sequential_, position_, frame, fault);
    if (end == 0)
        return stop(fault == CaptureProblem::Kind::CutShort && position_ >= sequential_.size()
                        ? CaptureProblem::Kind::None
                        : fault);
    position_ = end;
    frame.number = ++packets_;
    return true;
}

bool CaptureFileReader::at(std::uint64_t offset, CapturedFrame& frame) {
    if (!random_.isOpen())
        random_ = sequential_.duplicate();
    CaptureProblem::Kind fault{};
    frame.number = 0;
    switch (format_) {
    case Format::Pcap:
        return readPcapRecord(random_, offset, frame, fault) != 0;
    case Format::Pcapng:
        return readPcapngAt(offset, frame);
    case Format::None:
        break;
    }
    return false;
}

bool CaptureFileReader::next(CapturedFrame& frame) {
    switch (format_) {
    case Format::Pcap:
        return nextPcap(frame);
    case Format::Pcapng:
        return nextPcapng(frame);
    case Format::None:
        break;
    }
    return false;
}

/// Notes why reading ends here. A trouble below, with the disk or with gzip, is the better reason.
bool CaptureFileReader::stop(CaptureProblem::Kind kind) {
    problem_ = sequential_.problem();
    if (!problem_)
        problem_.kind = kind;
    if (problem_) {
        problem_.packet = packets_ + 1;
        problem_.offset = position_;
    }
    return false;
}

bool CaptureFileReader::refresh() {
    const std::uint64_t before = sequential_.size();
    sequential_.refresh();
    return sequential_.canGrow() && sequential_.size() > before;
}

CaptureFileReader CaptureFileReader::duplicate() const {
    CaptureFileReader copy;
    copy.random_ = (sequential_.isOpen() ? sequential_ : random_).duplicate();
    copy.format_ = format_;
    copy.pcap_ = pcap_;
    copy.lastTime_ = lastTime_;
    copy.sections_ = sections_;
    copy.interfaces_ = interfaces_;
    return copy;
}

std::uint64_t CaptureFileReader::progress() const {
    return sequential_.canGrow() ? std::min(position_, progressTotal()) : sequential_.inputRead();
}

} // namespace synoptic
