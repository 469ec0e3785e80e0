//! How offices title their columns: wordings without tones, and what they mean. The first of a meaning is the plainest.
use super::meaning::Meaning;
use super::meaning::Meaning::*;

/// A title that is one of these, or holds one, has the meaning.
pub(super) const WORDINGS: &[(Meaning, &[&str])] = &[
    (Numbering, &["stt", "tt", "so tt", "so thu tu", "thu tu", "no", "so"]),
    (
        Name,
        &[
            "ten mo hinh", "ten co so", "ten htx", "ten hop tac xa", "ten don vi", "ten doanh nghiep", "ten to chuc", "ten trang trai",
            "ten ho", "ten chu ho", "ten chu co so", "ten chu ho co so", "chu ho", "chu co so", "chu ho co so", "ten to chuc ca nhan",
            "to chuc ca nhan", "ten ca nhan to chuc", "don vi thuc hien", "co so san xuat", "ten co so san xuat", "mo hinh",
            "ten mo hinh san xuat", "ten diem", "ten hop tac xa doanh nghiep", "ten htx doanh nghiep", "chu mo hinh", "ten chu mo hinh",
            "ho ten chu ho", "ho va ten chu ho", "ho va ten chu co so", "chu trang trai", "ten chu trang trai", "ten cong ty", "don vi",
            "ten vung san xuat", "ten co so ho san xuat", "co so", "ten don vi ca nhan", "ten chu the", "chu the san xuat",
            "ten co so nuoi", "chu co so nuoi", "ten mo hinh chu ho", "ten mo hinh don vi thuc hien", "doanh nghiep hop tac xa",
            "ho nuoi", "ho trong", "ho san xuat", "name", "ten",
        ],
    ),
    (Kind, &["loai hinh", "loai hinh to chuc", "hinh thuc to chuc", "loai hinh san xuat", "loai hinh kinh te", "hinh thuc", "phan loai", "loai", "kind", "loai co so", "loai hinh co so"]),
    (Sector, &["linh vuc", "linh vuc san xuat", "nganh", "nganh san xuat", "linh vuc hoat dong", "nganh nghe", "sector", "nganh linh vuc"]),
    (Subsector, &["nhom san pham", "phan nganh", "nganh hang", "nhom nganh", "subsector", "tieu linh vuc"]),
    (
        Product,
        &[
            "san pham", "san pham chinh", "san pham chu luc", "cay trong", "vat nuoi", "cay trong vat nuoi", "cay con", "doi tuong",
            "doi tuong nuoi", "doi tuong san xuat", "doi tuong nuoi trong", "loai cay trong", "loai cay con", "loai vat nuoi",
            "loai san pham", "chung loai", "loai cay", "giong cay trong", "cay trong chinh", "loai thuy san", "doi tuong cay con", "giong",
            "loai hinh cay trong", "cay trong chu luc", "mat hang", "loai con nuoi", "con nuoi",
        ],
    ),
    (
        Technologies,
        &[
            "cong nghe ung dung", "cong nghe ap dung", "cong nghe", "ung dung cong nghe", "cong nghe cao ung dung", "ung dung cong nghe cao",
            "cong nghe san xuat", "cong nghe su dung", "quy trinh cong nghe", "ky thuat ap dung", "ky thuat", "giai phap cong nghe",
            "noi dung ung dung cnc", "cnc ap dung", "cnc ung dung", "technologies", "technology", "hinh thuc ung dung cong nghe", "hinh thuc cong nghe", "loai hinh cong nghe", "cong nghe nuoi",
            "trang thiet bi cong nghe", "cong nghe chu yeu", "tien bo ky thuat ap dung", "noi dung ung dung cong nghe",
        ],
    ),
    (
        Certifications,
        &[
            "chung nhan", "chung chi", "tieu chuan", "tieu chuan chung nhan", "giay chung nhan", "chung nhan chat luong", "quy trinh san xuat",
            "tieu chuan ap dung", "chung nhan tieu chuan", "da duoc chung nhan", "certifications", "chung nhan dat duoc", "ocop",
            "chung nhan vietgap", "tieu chuan san xuat", "chung nhan neu co",
        ],
    ),
    (
        AreaHa,
        &[
            "dien tich", "dt", "dien tich san xuat", "dien tich canh tac", "dien tich nha mang", "dien tich ung dung cnc", "tong dien tich",
            "dien tich nuoi", "dien tich nuoi trong", "dien tich mat nuoc", "dien tich gieo trong", "dien tich trong", "dien tich dat",
            "quy mo dien tich", "area", "area ha", "s", "dien tich ung dung cong nghe cao", "dien tich trang trai", "dien tich thuc hien",
        ],
    ),
    (
        HerdSize,
        &[
            "quy mo dan", "tong dan", "so con", "quy mo chan nuoi", "so luong dan", "so dau con", "so luong vat nuoi", "tong dan con",
            "so luong con", "quy mo dan con", "herd size", "dau con", "so luong nuoi", "tong so con", "dan vat nuoi", "so vat nuoi",
        ],
    ),
    (
        Scale,
        &["quy mo", "quy mo san xuat", "quy mo mo hinh", "quy mo thuc hien", "so luong", "quy mo nuoi", "quy mo dau tu", "khoi luong", "quy mo hoat dong"],
    ),
    (Unit, &["dvt", "don vi tinh", "dv tinh", "donvi tinh", "unit"]),
    (
        Members,
        &[
            "so thanh vien", "thanh vien", "so xa vien", "xa vien", "tong so thanh vien", "so ho tham gia", "so ho", "members", "so tv",
            "so luong thanh vien", "so thanh vien htx",
        ],
    ),
    (
        EstablishedYear,
        &[
            "nam thanh lap", "nam bat dau", "nam hoat dong", "thoi gian bat dau", "thoi gian thuc hien", "nam thuc hien", "nam trien khai",
            "bat dau hoat dong", "nam bat dau hoat dong", "nam di vao hoat dong", "nam xay dung", "thoi diem bat dau", "nam dau tu",
            "established year", "ngay thanh lap", "ngay thanh nam thanh lap", "thoi gian hoat dong", "thoi gian thanh lap",
            "thoi gian trien khai", "nam ung dung", "nam", "thoi gian", "nam hinh thanh",
        ],
    ),
    (
        Revenue,
        &[
            "doanh thu", "doanh thu nam", "tong doanh thu", "doanh thu binh quan", "gia tri san xuat", "gia tri san luong", "tong thu",
            "doanh so", "revenue", "doanh thu binh quan nam", "doanh thu hang nam", "revenue vnd per year", "doanh thu uoc dat",
        ],
    ),
    (Status, &["trang thai", "tinh trang", "tinh trang hoat dong", "hien trang", "status", "trang thai hoat dong", "hien trang hoat dong"]),
    (
        Province,
        &["tinh", "tinh thanh pho", "tinh tp", "thanh pho", "tinh cu", "province", "legacy province", "former province", "ten tinh", "dia phuong tinh"],
    ),
    (
        District,
        &["huyen", "quan huyen", "huyen quan", "huyen cu", "quan", "huyen thi xa", "huyen thi xa thanh pho", "quan huyen thi xa", "huyen tp",
          "huyen thanh pho", "huyen thi", "district", "legacy district", "quan huyen cu", "thi xa", "huyen tx tp", "quan huyen tx", "ten huyen", "huyen thi thanh pho"],
    ),
    (
        Commune,
        &["xa", "xa phuong", "phuong xa", "xa phuong thi tran", "xa thi tran", "xa tt", "phuong", "xa cu", "commune", "ward", "legacy commune", "ten xa", "xa phuong tt", "xa p tt", "xa phuong cu", "phuong xa cu"],
    ),
    (CurrentProvince, &["tinh moi", "current province", "tinh sau sap nhap", "tinh moi sau sap nhap"]),
    (CurrentCommune, &["xa moi", "xa phuong moi", "phuong xa moi", "current commune", "xa moi sau sap nhap", "xa sau sap nhap", "xa phuong sau sap nhap"]),
    (
        Address,
        &[
            "dia chi", "dia diem", "dia chi san xuat", "dia diem thuc hien", "noi san xuat", "dia chi co so", "dia chi tru so", "dia ban",
            "dia diem san xuat", "vi tri dia diem", "khu vuc", "noi thuc hien", "dia diem xay dung", "dia chi mo hinh", "thon xom", "thon",
            "dia diem nuoi", "dia chi thuong tru", "address", "thon xa huyen", "thon xa", "xa huyen", "dia diem trien khai", "noi o", "que quan",
        ],
    ),
    (Lon, &["kinh do", "lon", "longitude", "long", "lng", "kinh do e", "toa do kinh do"]),
    (Lat, &["vi do", "lat", "latitude", "vi do n", "toa do vi do"]),
    (X, &["x", "x m", "toa do x", "x vn2000", "vn2000 x", "x bac", "toa do x m", "x vn 2000", "vn 2000 x", "northing", "toa do vn2000 x", "toa do vn 2000 x"]),
    (Y, &["y", "y m", "toa do y", "y vn2000", "vn2000 y", "y dong", "toa do y m", "y vn 2000", "vn 2000 y", "easting", "toa do vn2000 y", "toa do vn 2000 y"]),
    (Coordinates, &["toa do", "toa do gps", "gps", "vi tri", "vi tri toa do", "toa do dia ly", "coordinates", "location", "toa do vi tri", "diem gps", "toa do vn2000", "toa do vn 2000"]),
    (Meridian, &["kinh tuyen truc", "ktt", "kinh tuyen", "kt truc", "central meridian"]),
    (Crs, &["he toa do", "crs", "epsg", "ma epsg", "he quy chieu"]),
    (PositionAccuracy, &["do chinh xac vi tri", "position accuracy"]),
    (Id, &["id", "ma", "ma so", "ma diem", "ma mo hinh"]),
    (OperatorId, &["ma don vi van hanh", "operator id"]),
    (Abstract, &["tom tat", "mo ta", "abstract", "mo ta mo hinh", "noi dung mo hinh", "gioi thieu"]),
    (SourceTitle, &["nguon", "ten nguon", "nguon tin", "nguon so lieu", "source title"]),
    (SourceUrl, &["dia chi nguon", "lien ket nguon", "link nguon", "source url", "lien ket", "link"]),
    (SourceDate, &["ngay nguon", "source date"]),
    (Confidence, &["do tin cay", "confidence"]),
    (VerifiedOn, &["ngay kiem tra", "ngay xac minh", "verified on", "ngay khao sat", "ngay cap nhat"]),
    (PublicPrecision, &["do chinh xac cong khai", "public precision", "do chinh xac duoc cong khai"]),
    (Holder, &["chu the", "loai chu the", "holder"]),
    (
        ContactName,
        &[
            "nguoi dai dien", "nguoi lien he", "ho va ten", "ho ten", "dai dien", "giam doc", "chu tich hdqt", "nguoi dai dien phap luat",
            "ten nguoi dai dien", "dai dien phap luat", "nguoi phu trach", "ho ten nguoi dai dien", "giam doc htx", "nguoi dung dau",
            "chu tich hdqt giam doc", "ho va ten nguoi dai dien", "ten giam doc", "chu dau tu", "ho ten giam doc", "can bo phu trach",
        ],
    ),
    (
        Phone,
        &[
            "sdt", "so dien thoai", "dien thoai", "dien thoai lien he", "dt lien he", "so dt", "dtdd", "di dong", "phone", "lien he", "so dien thoai lien he",
            "sdt lien he", "tel", "dt di dong", "hotline", "so may", "zalo",
        ],
    ),
    (Email, &["email", "e mail", "thu dien tu", "hop thu", "dia chi email"]),
    (
        PersonalId,
        &["cccd", "so cccd", "cmnd", "so cmnd", "cmnd cccd", "cccd cmnd", "so cmnd cccd", "so cccd cmnd", "can cuoc cong dan", "so can cuoc", "can cuoc", "so dinh danh", "ma dinh danh", "so dinh danh ca nhan", "ho chieu", "so cmtnd", "cmtnd", "so cmt", "cmt"],
    ),
    (
        Note,
        &["ghi chu", "ghi chu khac", "note", "khac", "y kien", "san luong", "nang suat", "so lao dong", "lao dong", "von dau tu", "von", "ma so thue", "mst",
          "thi truong", "thi truong tieu thu", "noi tieu thu", "don vi ho tro", "kinh phi", "loi nhuan", "kho khan", "de xuat", "chung loai may",
          "tong muc dau tu", "von dieu le", "so quyet dinh", "ngay cap", "noi cap", "gioi tinh", "nam sinh", "ngay sinh", "dan toc", "hieu qua", "danh gia", "thu nhap", "chi phi", "lai", "tong chi"],
    ),
    (
        Derived,
        &["current province id", "ma tinh moi", "current commune id", "ma xa moi", "former province id", "ma tinh cu", "former district id", "ma huyen cu",
          "former commune id", "ma xa cu", "commune is certain", "xa moi chac chan", "updated at", "cap nhat luc", "export note", "ghi chu xuat tep"],
    ),
];

/// Words that may stand in any title and say nothing of what the column means.
pub(super) const FILLERS: &[&str] = &[
    "cua", "cac", "va", "hoac", "hien", "co", "nam", "neu", "duoc", "hien tai", "dang", "tai", "theo", "so", "ghi", "ro", "trong", "hien nay", "chinh", "chu", "yeu",
    "m2", "ha", "dong", "trieu", "ty", "con", "ho", "sao", "mo", "hinh", "dk", "binh", "quan", "uoc", "dat", "tong", "bq",
];
